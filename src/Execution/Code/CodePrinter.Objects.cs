using System.Linq.Expressions;
using System.Reflection;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Execution.Code;

// New objects and arrays, and what has no name in C#.
internal sealed partial class CodePrinter
{
    private CodeText New(NewExpression node)
    {
        if (CodeTypes.IsUnspeakable(node.Type))
        {
            return _types.IsExact ? Outlined(node, [.. node.Arguments]) : Anonymous(node);
        }

        var arguments = Arguments(node, null, node.Arguments)[1..];
        return new($"new {_types.Of(node.Type)}({string.Join(", ", arguments)})", CodeLevel.Unary);
    }

    private CodeText Anonymous(NewExpression node)
    {
        var values = Operands(CodeLevel.Assignment, [.. node.Arguments]);
        var members = node.Members is null ? values : values.Select((value, i) => $"{TypeNames.OfMember(node.Members[i])} = {value}");
        return new($"new {{ {string.Join(", ", members)} }}", CodeLevel.Unary);
    }

    private CodeText NewArray(NewArrayExpression node)
    {
        var items = string.Join(", ", Operands(CodeLevel.Assignment, [.. node.Expressions]));
        if (node.NodeType == ExpressionType.NewArrayInit)
        {
            return new($"new {_types.Of(node.Type)} {{ {items} }}", CodeLevel.Unary);
        }

        // The lengths come first, before the ranks of the elements: new int[3][].
        var type = _types.Of(node.Type);
        var open = node.Type.GetElementType()!.IsArray ? FirstRank(node.Type) : type.LastIndexOf('[');
        return new($"new {type[..open]}[{items}]{type[(type.IndexOf(']', open) + 1)..]}", CodeLevel.Unary);
    }

    private int FirstRank(Type array)
    {
        var element = array;
        while (element.IsArray)
        {
            element = element.GetElementType()!;
        }

        return _types.Of(element).Length;
    }

    private CodeText MemberInit(MemberInitExpression node)
    {
        if (_needs.Of(node) || (_types.IsExact && CodeTypes.IsUnspeakable(node.Type)))
        {
            return Built(node, node.NewExpression, made => node.Bindings.ToList().ForEach(binding => Bind(made, binding)));
        }

        return new($"{New(node.NewExpression)} {{ {string.Join(", ", node.Bindings.Select(Binding))} }}", CodeLevel.Unary);
    }

    private CodeText ListInit(ListInitExpression node) => _needs.Of(node)
        ? Built(node, node.NewExpression, made => AddAll(made, node.Initializers))
        : new($"{New(node.NewExpression)} {{ {Items(node.Initializers)} }}", CodeLevel.Unary);

    private string Items(IEnumerable<ElementInit> items) => string.Join(", ", items.Select(item => item.Arguments.Count == 1
        ? Value(item.Arguments[0]).Text
        : $"{{ {string.Join(", ", item.Arguments.Select(argument => Value(argument).Text))} }}"));

    private string Binding(MemberBinding binding) => $"{binding.Member.Name} = " + binding switch
    {
        MemberAssignment assignment => Value(assignment.Expression).Text,
        MemberMemberBinding members => $"{{ {string.Join(", ", members.Bindings.Select(Binding))} }}",
        MemberListBinding list => $"{{ {Items(list.Initializers)} }}",
        _ => throw new NotSupportedException($"C# has no words for {binding.BindingType}"),
    };

    // Where a part needs statements, the object is built by statements.
    private CodeText Built(Expression node, NewExpression creation, Action<Expression> build)
    {
        if (_types.IsExact && CodeTypes.IsUnspeakable(node.Type))
        {
            throw Unknown(node);
        }

        var made = Expression.Variable(node.Type, "made");
        var value = New(creation);
        _lines.Add($"{_types.Of(node.Type)} {_names.Declare(made)} = {value};");
        build(made);
        return new(_names.Of(made));
    }

    private void Bind(Expression made, MemberBinding binding)
    {
        var member = Expression.MakeMemberAccess(made, binding.Member);
        switch (binding)
        {
            case MemberAssignment assignment:
                Statement(Expression.Assign(member, assignment.Expression));
                break;
            case MemberMemberBinding members:
                members.Bindings.ToList().ForEach(inner => Bind(member, inner));
                break;
            case MemberListBinding list:
                AddAll(member, list.Initializers);
                break;
        }
    }

    private void AddAll(Expression made, IEnumerable<ElementInit> items)
    {
        foreach (var item in items)
        {
            Statement(Expression.Call(made, item.AddMethod, item.Arguments));
        }
    }

    /// <summary>A node that C# cannot write, as a delegate that is given its operands.</summary>
    private CodeText Outlined(Expression node, params Expression[] operands)
    {
        var method = (node as BinaryExpression)?.Method ?? (node as UnaryExpression)?.Method;
        if (!_types.IsExact)
        {
            var name = method is null ? node.NodeType.ToString() : $"{_types.Of(method.DeclaringType!)}.{method.Name}";
            return new($"{name}({string.Join(", ", Operands(CodeLevel.Assignment, operands))})");
        }

        var parameters = operands.Select(operand => Expression.Parameter(operand.Type)).ToArray();
        var map = new Dictionary<Expression, Expression>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < operands.Length; i++)
        {
            map.TryAdd(operands[i], parameters[i]);
        }

        var lambda = Expression.Lambda(Substitution.Replace(node, map), parameters);
        if (CodeTypes.IsUnspeakable(lambda.Type) || !lambda.Type.FullName!.StartsWith("System.", StringComparison.Ordinal))
        {
            throw Unknown(node);
        }

        var function = _outlines.TryGetValue(Key(node, parameters), out var known) ? known : _outlines[Key(node, parameters)] = LambdaCompiler.Compile(lambda);
        return new($"{_constants.Of(function, lambda.Type, NameOf(node))}({string.Join(", ", Operands(CodeLevel.Assignment, operands))})");
    }

    private static (MemberInfo? Member, ExpressionType Kind, Type Type, string Operands) Key(Expression node, ParameterExpression[] operands) => (node switch
    {
        MemberExpression member => member.Member,
        MethodCallExpression call => call.Method,
        NewExpression creation => creation.Constructor,
        BinaryExpression binary => binary.Method,
        UnaryExpression unary => unary.Method,
        _ => null,
    }, node.NodeType, node.Type, node is TypeBinaryExpression test ? test.TypeOperand.AssemblyQualifiedName! : string.Join(",", operands.Select(operand => operand.Type.AssemblyQualifiedName)));

    private static string NameOf(Expression node) => node switch
    {
        MemberExpression member => $"get{TypeNames.OfMember(member.Member)}",
        MethodCallExpression call => call.Method.Name,
        NewExpression { Members: { } members } => $"make{string.Concat(members.Select(TypeNames.OfMember))}",
        _ => node.NodeType.ToString(),
    };

    private readonly Dictionary<(MemberInfo? Member, ExpressionType Kind, Type Type, string Operands), Delegate> _outlines = [];
}
