using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Optimize;

/// <summary>Makes one projection of two: <c>Project(g)(Project(f)(S))</c> becomes <c>Project(x => g(f(x)))(S)</c>.</summary>
/// <remarks>Only where f's value is read once, or is as cheap as a variable, so that nothing is computed twice.</remarks>
internal sealed class MergeProjections : PlanRule
{
    public override string Name => "merge-projections";

    protected override PlanNode Rewrite(PlanNode node, SharedNodes shared) => node switch
    {
        ProjectNode { ReadsWindow: false, Input: ProjectNode { ReadsWindow: false } inner } outer
            when !shared.IsShared(inner) && CanMerge(outer.Selector, inner.Selector) =>
            outer with { Input = inner.Input, Selector = Substitution.Compose(outer.Selector, inner.Selector), Origin = inner.Origin.Then(outer.Origin) },
        _ => node,
    };

    private static bool CanMerge(LambdaExpression outer, LambdaExpression inner) =>
        ExpressionFacts.IsCheap(inner.Body) || ExpressionFacts.CountUses(outer.Body, outer.Parameters[0]) <= 1;
}
