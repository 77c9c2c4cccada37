using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Optimize;

/// <summary>Moves a filter below a batch-time window: <c>Filter(p)(Window(S))</c> becomes <c>Window(Filter(p)(S))</c>.</summary>
/// <remarks>
/// Sound because a window regroups batches without looking at their rows. It pays because a batch is then filtered once, not once
/// for every window that contains it, and windows remember less. A filter never crosses <c>WithEventTime</c>: the rows that it
/// removes would have moved the watermark.
/// </remarks>
internal sealed class PushFilterBelowWindow : PlanRule
{
    public override string Name => "push-filter-below-window";

    protected override PlanNode Rewrite(PlanNode node, SharedNodes shared) => node switch
    {
        FilterNode { Input: WindowNode window } filter when !shared.IsShared(window) =>
            window with { Input = filter with { Input = window.Input } },
        _ => node,
    };
}
