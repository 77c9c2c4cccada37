using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Explain;

/// <summary>Expressions as text: readable C# for people, or a canonical form that is the same in every process for fingerprints.</summary>
internal sealed class ExpressionPrinter : ExpressionVisitor
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<ParameterExpression, string> _names = [];
    private readonly bool _canonical;

    private ExpressionPrinter(bool canonical) => _canonical = canonical;

    /// <summary>As a reader of C# would write it.</summary>
    public static string Print(Expression expression) => Print(expression, canonical: false);

    /// <summary>With numbered parameters, full type names, and no names that a compiler made.</summary>
    public static string Canonical(Expression expression) => Print(expression, canonical: true);

    private static string Print(Expression expression, bool canonical)
    {
        var printer = new ExpressionPrinter(canonical);
        printer.Visit(expression);
        return printer._text.ToString();
    }

    private string Type(Type type) => _canonical ? TypeNames.FullOf(type) : TypeNames.Of(type);

    private string Name(ParameterExpression parameter)
    {
        if (!_names.TryGetValue(parameter, out var name))
        {
            // The compiler calls transparent identifiers <>h__TransparentIdentifier0.
            var unspeakable = parameter.Name is null || parameter.Name.StartsWith('<');
            name = _canonical ? $"${_names.Count}" : unspeakable ? $"t{_names.Count}" : parameter.Name!;
            _names.Add(parameter, name);
        }

        return name;
    }

    private ExpressionPrinter Add(string text)
    {
        _text.Append(text);
        return this;
    }

    private ExpressionPrinter AddList(string open, IEnumerable<Expression> items, string close)
    {
        var separator = open;
        foreach (var item in items)
        {
            Add(separator).Visit(item);
            separator = ", ";
        }

        return Add(separator == open ? open + close : close);
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        Add(Name(node));
        return node;
    }

    protected override Expression VisitExtension(Expression node)
    {
        Add(node switch
        {
            PlanParameterExpression parameter when _canonical => $"@{Type(parameter.Type)}",
            PlanParameterExpression parameter => $"@{parameter.Index}",
            _ => node.ToString(),
        });
        return node;
    }

    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        var names = node.Parameters.Select(parameter => _canonical ? $"{Type(parameter.Type)} {Name(parameter)}" : Name(parameter)).ToArray();
        Add(names.Length == 1 && !_canonical ? names[0] : $"({string.Join(", ", names)})").Add(" => ").Visit(node.Body);
        return node;
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        Add(node.Value switch
        {
            null => "null",
            string text => $"\"{text}\"",
            char character => $"'{character}'",
            bool flag => flag ? "true" : "false",
            Type type => $"typeof({Type(type)})",
            Enum value => $"{Type(value.GetType())}.{value}",
            IFormattable value when node.Type.IsPrimitive || node.Type == typeof(decimal) || node.Type == typeof(TimeSpan) => value.ToString(null, CultureInfo.InvariantCulture),
            _ when node.Type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) => "captured",
            _ => Type(node.Type),
        });
        return node;
    }

    protected override Expression VisitDefault(DefaultExpression node)
    {
        Add($"default({Type(node.Type)})");
        return node;
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is ConstantExpression { Value: not null } constant && constant.Type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !_canonical)
        {
            Add(node.Member.Name);
            return node;
        }

        if (node.Expression is null)
        {
            Add(Type(node.Member.DeclaringType!));
        }
        else
        {
            Operand(node.Expression);
        }

        Add(".").Add(node.Member.Name);
        return node;
    }

    protected override Expression VisitNew(NewExpression node)
    {
        if (node.Members is { } members && TypeNames.IsAnonymous(node.Type))
        {
            var separator = "new { ";
            for (var i = 0; i < members.Count; i++)
            {
                Add(separator).Add(members[i].Name).Add(" = ").Visit(node.Arguments[i]);
                separator = ", ";
            }

            Add(" }");
            return node;
        }

        Add("new ").Add(Type(node.Type)).AddList("(", node.Arguments, ")");
        return node;
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        var isExtension = node.Object is null && node.Arguments.Count > 0 && node.Method.IsDefined(typeof(ExtensionAttribute), inherit: false);
        if (node.Object is not null)
        {
            Operand(node.Object);
        }
        else if (isExtension)
        {
            Operand(node.Arguments[0]);
        }
        else
        {
            Add(Type(node.Method.DeclaringType!));
        }

        if (node.Method is { IsSpecialName: true, Name: "get_Item" })
        {
            AddList("[", node.Arguments, "]");
            return node;
        }

        Add(".").Add(node.Method.Name);
        if (_canonical && node.Method.IsGenericMethod)
        {
            Add($"<{string.Join(", ", node.Method.GetGenericArguments().Select(Type))}>");
        }

        AddList("(", isExtension ? node.Arguments.Skip(1) : node.Arguments, ")");
        return node;
    }

    protected override Expression VisitUnary(UnaryExpression node)
    {
        switch (node.NodeType)
        {
            case ExpressionType.Quote:
                Visit(node.Operand);
                break;
            case ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs:
                Add($"({Type(node.Type)})");
                Operand(node.Operand);
                break;
            case ExpressionType.ArrayLength:
                Operand(node.Operand);
                Add(".Length");
                break;
            default:
                Add(node.NodeType switch
                {
                    ExpressionType.Not => node.Type == typeof(bool) ? "!" : "~",
                    ExpressionType.Negate or ExpressionType.NegateChecked => "-",
                    _ => node.NodeType + " ",
                });
                Operand(node.Operand);
                break;
        }

        return node;
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType == ExpressionType.ArrayIndex)
        {
            Operand(node.Left);
            AddList("[", [node.Right], "]");
            return node;
        }

        Operand(node.Left);
        Add($" {Symbol(node.NodeType)} ");
        Operand(node.Right);
        return node;
    }

    protected override Expression VisitConditional(ConditionalExpression node)
    {
        Operand(node.Test);
        Add(" ? ");
        Operand(node.IfTrue);
        Add(" : ");
        Operand(node.IfFalse);
        return node;
    }

    protected override Expression VisitTypeBinary(TypeBinaryExpression node)
    {
        Operand(node.Expression);
        Add($" is {Type(node.TypeOperand)}");
        return node;
    }

    protected override Expression VisitNewArray(NewArrayExpression node)
    {
        Add(node.NodeType == ExpressionType.NewArrayInit ? "new[] " : $"new {Type(node.Type)} ").AddList("{ ", node.Expressions, " }");
        return node;
    }

    protected override Expression VisitMemberInit(MemberInitExpression node)
    {
        Visit(node.NewExpression);
        var separator = " { ";
        foreach (var binding in node.Bindings)
        {
            Add(separator).Add(binding.Member.Name);
            if (binding is MemberAssignment assignment)
            {
                Add(" = ").Visit(assignment.Expression);
            }

            separator = ", ";
        }

        Add(" }");
        return node;
    }

    protected override Expression VisitListInit(ListInitExpression node)
    {
        Visit(node.NewExpression);
        Add(" ").AddList("{ ", node.Initializers.SelectMany(initializer => initializer.Arguments), " }");
        return node;
    }

    protected override Expression VisitInvocation(InvocationExpression node)
    {
        Operand(node.Expression);
        AddList("(", node.Arguments, ")");
        return node;
    }

    protected override Expression VisitIndex(IndexExpression node)
    {
        Operand(node.Object!);
        AddList("[", node.Arguments, "]");
        return node;
    }

    private void Operand(Expression node)
    {
        var compound = node is BinaryExpression { NodeType: not ExpressionType.ArrayIndex } or ConditionalExpression or LambdaExpression or TypeBinaryExpression
            or UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked };
        Add(compound ? "(" : "").Visit(node);
        Add(compound ? ")" : "");
    }

    private static string Symbol(ExpressionType type) => type switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => "+",
        ExpressionType.Subtract or ExpressionType.SubtractChecked => "-",
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => "*",
        ExpressionType.Divide => "/",
        ExpressionType.Modulo => "%",
        ExpressionType.Equal => "==",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.AndAlso => "&&",
        ExpressionType.OrElse => "||",
        ExpressionType.And => "&",
        ExpressionType.Or => "|",
        ExpressionType.ExclusiveOr => "^",
        ExpressionType.Coalesce => "??",
        ExpressionType.LeftShift => "<<",
        ExpressionType.RightShift => ">>",
        _ => type.ToString(),
    };
}
