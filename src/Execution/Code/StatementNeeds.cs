using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Code;

/// <summary>Which expressions C# cannot write without statements before them.</summary>
internal sealed class StatementNeeds : ExpressionVisitor
{
    private readonly Dictionary<Expression, bool> _known = new(ReferenceEqualityComparer.Instance);
    private bool _found;

    public bool Of(Expression expression)
    {
        if (!_known.TryGetValue(expression, out var needs))
        {
            Visit(expression);
            needs = _known[expression];
        }

        return needs;
    }

    /// <summary>Whether C# can take its address.</summary>
    public static bool IsVariable(Expression expression) => expression switch
    {
        ParameterExpression => true,
        IndexExpression { Object.Type.IsArray: true } => true,
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } => true,
        MemberExpression { Member: System.Reflection.FieldInfo { IsInitOnly: false, IsLiteral: false }, Expression: var target } =>
            target is null || !target.Type.IsValueType || IsVariable(target),
        _ => false,
    };

    /// <summary>Whether <paramref name="expression"/> may change <paramref name="variable"/>.</summary>
    public static bool Changes(Expression expression, ParameterExpression variable)
    {
        var finder = new ChangeFinder(variable);
        finder.Visit(expression);
        return finder.Found;
    }

    public override Expression? Visit(Expression? node)
    {
        if (node is null)
        {
            return node;
        }

        if (!_known.TryGetValue(node, out var needs))
        {
            (var outer, _found) = (_found, false);
            base.Visit(node);
            needs = _found || IsStatement(node);
            _known[node] = needs;
            _found = outer;
        }

        _found |= needs;
        return node;
    }

    // What a lambda needs stands in its own braces.
    protected override Expression VisitLambda<T>(Expression<T> node) => node;

    private static bool IsStatement(Expression node) => node switch
    {
        BlockExpression or LoopExpression or GotoExpression or LabelExpression or TryExpression or SwitchExpression => true,
        UnaryExpression { NodeType: ExpressionType.Throw } => true,
        BinaryExpression { NodeType: ExpressionType.Coalesce, Conversion: not null } => true,
        ConditionalExpression => node.Type == typeof(void),
        InvocationExpression { Expression: LambdaExpression } => true,
        IArgumentProvider call => NeedsVariables(call, node),
        _ => false,
    };

    private static bool NeedsVariables(IArgumentProvider call, Expression node)
    {
        var parameters = CodePrinter.ParametersOf(node);
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].ParameterType.IsByRef && !IsVariable(call.GetArgument(i)))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class ChangeFinder(ParameterExpression variable) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitBinary(BinaryExpression node)
        {
            Found |= IsAssignment(node.NodeType) && RootOf(node.Left) == variable;
            return base.VisitBinary(node);
        }

        protected override Expression VisitUnary(UnaryExpression node)
        {
            Found |= IsAssignment(node.NodeType) && RootOf(node.Operand) == variable;
            return base.VisitUnary(node);
        }

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            // A method of a value may change it.
            Found |= node.Object is { Type.IsValueType: true, Type.IsPrimitive: false } target && RootOf(target) == variable;
            Found |= node.Arguments.Where((_, i) => node.Method.GetParameters()[i].ParameterType.IsByRef).Any(argument => RootOf(argument) == variable);
            return base.VisitMethodCall(node);
        }

        protected override Expression VisitInvocation(InvocationExpression node)
        {
            Found |= node.Arguments.Any(argument => RootOf(argument) == variable && CodePrinter.ParametersOf(node).Any(parameter => parameter.ParameterType.IsByRef));
            return base.VisitInvocation(node);
        }

        private static Expression? RootOf(Expression expression) => expression switch
        {
            MemberExpression { Expression: { Type.IsValueType: true } target } => RootOf(target),
            _ => expression,
        };

        private static bool IsAssignment(ExpressionType type) => type is ExpressionType.Assign or
            (>= ExpressionType.AddAssign and <= ExpressionType.PostDecrementAssign);
    }
}
