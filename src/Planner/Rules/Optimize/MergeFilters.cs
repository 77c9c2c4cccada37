using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Optimize;

/// <summary>Makes one filter of two: <c>Filter(q)(Filter(p)(S))</c> becomes <c>Filter(x => p(x) &amp;&amp; q(x))(S)</c>.</summary>
internal sealed class MergeFilters : PlanRule
{
    public override string Name => "merge-filters";

    protected override PlanNode Rewrite(PlanNode node, SharedNodes shared) => node switch
    {
        FilterNode { Input: FilterNode inner } outer when !shared.IsShared(inner) =>
            outer with { Input = inner.Input, Predicate = Both(inner.Predicate, outer.Predicate), Origin = inner.Origin.Then(outer.Origin) },
        _ => node,
    };

    private static LambdaExpression Both(LambdaExpression first, LambdaExpression second) =>
        Expression.Lambda(Expression.AndAlso(first.Body, Substitution.Apply(second, first.Parameters[0])), first.Parameters);
}
