using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Planning.Explain;

/// <summary>Expressions as text: readable C# for people, or a canonical form that is the same in every process for fingerprints.</summary>
internal sealed partial class ExpressionPrinter : ExpressionVisitor
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<ParameterExpression, string> _names = [];
    private readonly Dictionary<PlanParameterExpression, int>? _parameters;

    private ExpressionPrinter(Dictionary<PlanParameterExpression, int>? parameters) => _parameters = parameters;

    // The canonical form is for comparing, not for reading: it leaves nothing out that makes a difference.
    private bool IsCanonical => _parameters is not null;

    /// <summary>As a reader of C# would write it.</summary>
    public static string Print(Expression expression) => Print(expression, parameters: null);

    /// <summary>With numbered parameters, full type names, and no names that a compiler made.</summary>
    public static string Canonical(Expression expression) => Canonical(expression, []);

    /// <summary>As <see cref="Canonical(Expression)"/>, where parameters of the plan have numbers already or get the next ones.</summary>
    public static string Canonical(Expression expression, Dictionary<PlanParameterExpression, int> parameters) => Print(expression, parameters);

    private static string Print(Expression expression, Dictionary<PlanParameterExpression, int>? parameters)
    {
        var printer = new ExpressionPrinter(parameters);
        printer.Visit(expression);
        return printer._text.ToString();
    }

    private string Type(Type type) => IsCanonical ? TypeNames.FullOf(type) : TypeNames.Of(type);

    private string Name(ParameterExpression parameter)
    {
        if (!_names.TryGetValue(parameter, out var name))
        {
            var unspeakable = parameter.Name is null || TypeNames.IsCompilerMade(parameter.Name);
            name = IsCanonical ? $"${_names.Count}" : unspeakable ? $"t{_names.Count}" : parameter.Name!;
            _names.Add(parameter, name);
        }

        return name;
    }

    private int Number(PlanParameterExpression parameter)
    {
        if (!_parameters!.TryGetValue(parameter, out var number))
        {
            number = _parameters.Count;
            _parameters.Add(parameter, number);
        }

        return number;
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
            PlanParameterExpression parameter when IsCanonical => $"@{Number(parameter)}:{Type(parameter.Type)}",
            PlanParameterExpression parameter => $"@{parameter.Index}",
            _ => node.ToString(),
        });
        return node;
    }

    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        var names = node.Parameters.Select(parameter => IsCanonical ? $"{Type(parameter.Type)} {Name(parameter)}" : Name(parameter)).ToArray();
        Add(names.Length == 1 && !IsCanonical ? names[0] : $"({string.Join(", ", names)})").Add(" => ").Visit(node.Body);
        return node;
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        Add(Literals.Of(node, Type));
        if (IsCanonical && (node.Type.IsPrimitive || node.Type == typeof(decimal) || node.Value is null))
        {
            Add(":").Add(Type(node.Type));
        }

        return node;
    }

    protected override Expression VisitDefault(DefaultExpression node)
    {
        Add($"default({Type(node.Type)})");
        return node;
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is ConstantExpression { Value: not null } constant && constant.Type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !IsCanonical)
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

        Add(".").Add(TypeNames.OfMember(node.Member));
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
        if (IsCanonical && isExtension)
        {
            Add("@").Add(Type(node.Method.DeclaringType!));
        }

        if (IsCanonical && node.Method.IsGenericMethod)
        {
            Add($"<{string.Join(", ", node.Method.GetGenericArguments().Select(Type))}>");
        }

        AddList("(", isExtension ? node.Arguments.Skip(1) : node.Arguments, ")");
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
}
