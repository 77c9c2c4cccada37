using System.Linq.Expressions;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Lower;

/// <summary>Collects what lambdas read of a group, and then makes them read the rows of the aggregation instead.</summary>
internal sealed class GroupReads(GroupNode group, CompositeKey key)
{
    private readonly List<AggregateCall> _calls = [];

    /// <summary>The aggregates that the lambdas need, each once.</summary>
    public IReadOnlyList<AggregateCall> Calls => _calls;

    /// <summary>Finds the aggregates in <paramref name="lambda"/>; they become placeholders until all are known.</summary>
    public LambdaExpression Collect(LambdaExpression lambda) =>
        Expression.Lambda(new Collector(this, lambda.Parameters[0]).Visit(lambda.Body), lambda.Parameters);

    /// <summary>The lambda over a row of <paramref name="aggregation"/>.</summary>
    public LambdaExpression Resolve(LambdaExpression collected, Aggregation aggregation)
    {
        var row = Expression.Parameter(aggregation.RowType, "r");
        var body = new Resolver(this, collected.Parameters[0], row, aggregation).Visit(collected.Body);
        return Expression.Lambda(body, row);
    }

    private int Add(AggregateCall call)
    {
        var known = _calls.FindIndex(call.IsSameAs);
        if (known < 0)
        {
            known = _calls.Count;
            _calls.Add(call);
        }

        return known;
    }

    /// <summary>The result of an aggregate, before all aggregates are known.</summary>
    private sealed class Placeholder(int index, Type type) : Expression
    {
        public int Index => index;

        public override Type Type => type;

        public override ExpressionType NodeType => ExpressionType.Extension;

        protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
    }

    private sealed class Collector(GroupReads reads, ParameterExpression g) : ExpressionVisitor
    {
        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            var call = AggregateTranslator.Translate(node, g, reads.Element);
            return call is null ? base.VisitMethodCall(node) : new Placeholder(reads.Add(call), node.Type);
        }

        // Key and Window are members of the row; they need no aggregate.
        protected override Expression VisitMember(MemberExpression node) =>
            node.Expression == g && IsKeyOrWindow(node.Member) ? node : base.VisitMember(node);

        protected override Expression VisitParameter(ParameterExpression node) =>
            node == g ? new Placeholder(reads.Add(reads.CollectAll()), g.Type) : node;
    }

    private LambdaExpression? Element => group.Element;

    private AggregateCall CollectAll() => new(new CollectFunction(group.MemberType), Filter: null, group.Element);

    private static bool IsKeyOrWindow(System.Reflection.MemberInfo member) =>
        member.Name is nameof(IStreamGrouping<,>.Window) or nameof(IGrouping<,>.Key);

    private sealed class Resolver(GroupReads reads, ParameterExpression g, ParameterExpression row, Aggregation aggregation) : ExpressionVisitor
    {
        private Expression UserKey => reads.UserKey(GroupRows.Key(row));

        protected override Expression VisitMember(MemberExpression node)
        {
            if (node.Expression is MemberExpression { Expression: { } owner } inner && owner == g && inner.Member.Name == nameof(IGrouping<,>.Key)
                && reads.KeyMember(GroupRows.Key(row), node.Member) is { } member)
            {
                return member;
            }

            return node.Expression != g ? base.VisitMember(node)
                : node.Member.Name == nameof(IStreamGrouping<,>.Window) ? GroupRows.Window(row) : UserKey;
        }

        protected override Expression VisitExtension(Expression node)
        {
            if (node is not Placeholder placeholder)
            {
                return node;
            }

            var result = aggregation.Result(placeholder.Index, GroupRows.Accumulator(row));
            if (placeholder.Type == g.Type)
            {
                var collected = typeof(CollectedGroup<,>).MakeGenericType(g.Type.GetGenericArguments());
                return Expression.Convert(Expression.New(collected.GetConstructors()[0], UserKey, GroupRows.Window(row), result), g.Type);
            }

            // Counts are kept in 64 bits; LINQ's Count is an int, and too many is an error, as there.
            return result.Type == placeholder.Type ? result : Expression.ConvertChecked(result, placeholder.Type);
        }
    }

    private Expression UserKey(Expression stored) => key.ToUser(stored);

    private Expression? KeyMember(Expression stored, System.Reflection.MemberInfo member) => key.Member(stored, member);
}
