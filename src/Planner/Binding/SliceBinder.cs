using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Take</c>, <c>Skip</c> and <c>Repartition</c>.</summary>
[Binds(nameof(StreamQueryable.Take), nameof(StreamQueryable.Skip), nameof(StreamQueryable.Repartition))]
internal sealed class SliceBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var count = call.Value<int>(1);
        var source = call.WholeWindows();
        return call.Name switch
        {
            nameof(StreamQueryable.Take) => new SliceNode(source, Skip: 0, count, call.Origin),
            nameof(StreamQueryable.Skip) => new SliceNode(source, count, Take: null, call.Origin),
            _ => new RepartitionNode(source, count, call.Origin),
        };
    }
}
