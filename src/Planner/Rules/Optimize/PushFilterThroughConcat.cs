using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Optimize;

/// <summary>Filters each side of a concatenation: <c>Filter(p)(Concat(A, B))</c> becomes <c>Concat(Filter(p)(A), Filter(p)(B))</c>.</summary>
/// <remarks>Each side's filter can then move on towards its own source.</remarks>
internal sealed class PushFilterThroughConcat : PlanRule
{
    public override string Name => "push-filter-through-concat";

    protected override PlanNode Rewrite(PlanNode node, SharedNodes shared) => node switch
    {
        FilterNode { Input: ConcatNode concat } filter when !shared.IsShared(concat) =>
            concat with { First = filter with { Input = concat.First }, Second = filter with { Input = concat.Second } },
        _ => node,
    };
}
