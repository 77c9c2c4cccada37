using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Lower;

/// <summary>Maintains aggregates of a window instead of computing each window anew: <c>GroupAggregate(Window(S))</c> becomes <c>WindowAggregate(S)</c>.</summary>
/// <remarks>
/// Filters, projections and flattenings between the two work row by row, so they move below the window. Aggregates that keep rows
/// are computed anew: keeping them for each part of the window would cost more.
/// </remarks>
internal sealed class MaintainWindowAggregates : PlanRule
{
    public override string Name => "maintain-window-aggregates";

    protected override PlanNode Rewrite(PlanNode node, SharedNodes shared)
    {
        if (node is not GroupAggregateNode { Aggregation.IsBounded: true } aggregate || WindowBelow(aggregate.Input, shared) is not { } window
            || window.Length <= window.Input.Shape.Slide)
        {
            return node;
        }

        return new WindowAggregateNode(Without(window, aggregate.Input), aggregate.Aggregation, window.Length, window.Slide, aggregate.Origin);
    }

    private static WindowNode? WindowBelow(PlanNode node, SharedNodes shared)
    {
        while (!shared.IsShared(node) && node is FilterNode or ProjectNode { ReadsWindow: false } or FlatMapNode)
        {
            node = node.Inputs[0];
        }

        return shared.IsShared(node) ? null : node as WindowNode;
    }

    private static PlanNode Without(WindowNode window, PlanNode node) =>
        ReferenceEquals(node, window) ? window.Input : node.WithInputs([Without(window, node.Inputs[0])]);
}
