using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Rdds;

/// <summary>Rows that are made from whole RDDs at once: of several batches, in another order, in other partitions.</summary>
/// <param name="origin">The stream.</param>
/// <param name="arrange">Makes the rows.</param>
/// <param name="ahead">Runs, before the batch's turn, what that needs of this batch alone; null where there is nothing.</param>
internal sealed class RearrangedRdd(StreamExpander origin, Func<StageRunner, BlockSet> arrange, Action<StageRunner>? ahead = null) : Rdd(origin)
{
    private BlockSet? _arranged;

    public override int PartitionCount => _arranged!.PartitionCount;

    public override long Rows => _arranged!.Count;

    // What arranges may read other batches, and what it uses is shared by batches.
    public override bool NeedsEarlier => true;

    public override void Release()
    {
        base.Release();
        _arranged = null;
    }

    // What is arranged is blocks already, so nothing more is needed to keep it.
    protected override void PrepareParents(StageRunner runner) => Blocks = _arranged ??= arrange(runner);

    protected override void RunParentsAhead(StageRunner runner) => ahead?.Invoke(runner);

    protected override void BindPartition(int partition, TaskFrame frame) => frame.Set(Origin, _arranged!.Partition(partition));
}
