using System.Collections.Frozen;
using System.Linq.Expressions;
using System.Reflection;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary>Binds captured queries: one binder an operator, found by the operator's name. An expression that occurs twice is one node.</summary>
internal sealed class QueryBinder(PlannerOptions options, List<PlanParameterExpression> parameters, PlanDiagnostics diagnostics)
{
    private static readonly FrozenDictionary<string, OperatorBinder> Binders = FindBinders();

    private readonly Dictionary<Expression, PlanNode> _bound = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _names = [];
    private int _clocks;

    public PlanDiagnostics Diagnostics => diagnostics;

    /// <summary>The operators that can be bound, by name.</summary>
    public static IEnumerable<string> KnownOperators => Binders.Keys;

    public PlanNode Bind(Expression query)
    {
        if (!_bound.TryGetValue(query, out var node))
        {
            node = BindNew(query);
            _bound.Add(query, node);
        }

        return node;
    }

    public bool HasKeyCodec(Type type) => options.HasKeyCodec(type);

    /// <summary>The number of a watermark: they are counted as the program is bound.</summary>
    public int NewClock() => _clocks++;

    /// <summary>Takes <paramref name="name"/> for an operator; false where another has it.</summary>
    public bool TakeName(string name) => _names.Add(name);

    public PlanParameterExpression AddParameter(Expression value)
    {
        var parameter = new PlanParameterExpression(parameters.Count, value);
        parameters.Add(parameter);
        return parameter;
    }

    /// <summary>The lambda with its captured values as parameters of the plan.</summary>
    public LambdaExpression Normalize(LambdaExpression lambda) =>
        new ParameterExtractor(parameters).Extract((LambdaExpression)new SpanContainsRewriter().Visit(lambda));

    /// <summary>As <see cref="Normalize"/>, with a body of the type that the lambda is declared to return.</summary>
    public LambdaExpression NormalizeDeclared(LambdaExpression lambda) => Normalize((LambdaExpression)new DeclaredResultRewriter().Visit(lambda));

    /// <summary>Raw rows of a window that the watermark closes, each once, when it has closed; other streams as they are.</summary>
    public static PlanNode Closed(PlanNode node)
    {
        if (!node.Shape.IsRawClosing)
        {
            return node;
        }

        var all = new GroupNode(node, Key: null, Element: null, node.Origin);
        var group = Expression.Parameter(all.ElementType, "g");
        var rows = typeof(IEnumerable<>).MakeGenericType(node.ElementType);
        return new FlatMapNode(all, Expression.Lambda(Expression.Convert(group, rows), group), Result: null, node.ElementType, node.Origin);
    }

    /// <summary><paramref name="node"/> with rows of type <paramref name="element"/>: streams are covariant, so a query may be used as one of a base type.</summary>
    public static PlanNode Widened(PlanNode node, Type element)
    {
        if (node.ElementType == element)
        {
            return node;
        }

        var row = Expression.Parameter(node.ElementType, "x");
        return new ProjectNode(node, Expression.Lambda(Expression.Convert(row, element), row), node.Origin);
    }

    private PlanNode BindNew(Expression query)
    {
        switch (query)
        {
            case StreamSourceExpression source:
                if (!options.OwnsSource(source))
                {
                    diagnostics.Report(StreamErrors.ForeignSource(source.Name));
                }

                return new SourceNode(source, options.BatchInterval, new OperatorOrigin(source.ToString()));

            case MethodCallExpression call when call.Method.DeclaringType == typeof(StreamQueryable) && Binders.TryGetValue(call.Method.Name, out var binder):
                return binder.Bind(new OperatorCall(this, call));

            default:
                return Unknown(query);
        }
    }

    private SourceNode Unknown(Expression query)
    {
        var name = query is MethodCallExpression call ? call.Method.Name : query.NodeType.ToString();
        diagnostics.Report(StreamErrors.UnknownOperator(name, query.ToString()));
        var element = query.Type.IsGenericType ? query.Type.GetGenericArguments()[0] : typeof(object);
        return new SourceNode(new StreamSourceExpression(-1, name, "unknown", element), options.BatchInterval, new OperatorOrigin(name));
    }

    private static FrozenDictionary<string, OperatorBinder> FindBinders() => typeof(QueryBinder).Assembly.GetTypes()
        .Select(type => (Type: type, Binds: type.GetCustomAttribute<BindsAttribute>()))
        .Where(found => found.Binds is not null)
        .SelectMany(found => found.Binds!.Methods.Select(method => (method, Binder: (OperatorBinder)Activator.CreateInstance(found.Type)!)))
        .ToFrozenDictionary(found => found.method, found => found.Binder);
}
