using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Rdds;

/// <summary>Rows that are made from whole RDDs at once: of several batches, in another order, in other partitions.</summary>
internal sealed class RearrangedRdd(StreamExpander origin, Func<StageRunner, BlockSet> arrange) : Rdd(origin)
{
    private BlockSet? _arranged;

    public override int PartitionCount => _arranged!.PartitionCount;

    public override long Rows => _arranged!.Count;

    public override void Release()
    {
        base.Release();
        _arranged = null;
    }

    // What is arranged is blocks already, so nothing more is needed to keep it.
    protected override void PrepareParents(StageRunner runner) => Blocks = _arranged ??= arrange(runner);

    protected override void BindPartition(int partition, TaskFrame frame) => frame.Set(Origin, _arranged!.Partition(partition));
}
