using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Rdds;

/// <summary>Rows computed from those of the same partition of one parent.</summary>
internal sealed class NarrowRdd(StreamExpander origin, Rdd parent) : Rdd(origin)
{
    public override int PartitionCount => parent.PartitionCount;

    public override long Rows => parent.Rows;

    protected override void PrepareParents(StageRunner runner) => parent.Prepare(runner);

    protected override void BindPartition(int partition, TaskFrame frame) => parent.Bind(partition, frame);
}
