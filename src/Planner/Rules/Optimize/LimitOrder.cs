using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Rules.Optimize;

/// <summary>Keeps only the rows that a slice of an order needs: <c>Slice(skip, take)(Order(S))</c> becomes <c>Slice(skip, take)(Order(first skip + take)(S))</c>.</summary>
/// <remarks>A heap of that many rows in each partition replaces a sort of all of them.</remarks>
internal sealed class LimitOrder : PlanRule
{
    public override string Name => "limit-order";

    protected override PlanNode Rewrite(PlanNode node, SharedNodes shared) => node switch
    {
        SliceNode { Take: { } take, Input: OrderNode { Limit: null } order } slice when !shared.IsShared(order) && (long)slice.Skip + take < int.MaxValue =>
            slice with { Input = order with { Limit = slice.Skip + take } },
        _ => node,
    };
}
