using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Scheduling;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Rdds;

/// <summary>Rows that are at hand: a source's, or those of an earlier run.</summary>
internal sealed class BlockRdd : Rdd
{
    private readonly BlockSet _blocks;

    public BlockRdd(StreamExpander origin, BlockSet blocks)
        : base(origin)
    {
        _blocks = blocks;
        Blocks = blocks;
    }

    public override int PartitionCount => _blocks.PartitionCount;

    public override long Rows => _blocks.Count;

    public override bool NeedsEarlier => false;

    public override SourcePartition SourceOf(int partition) =>
        Origin.Template is InputDStream input ? new SourcePartition(input.Source.Id, 0) : SourcePartition.Unknown;

    protected override void PrepareParents(StageRunner runner)
    {
    }

    protected override void RunParentsAhead(StageRunner runner)
    {
    }

    protected override void BindPartition(int partition, TaskFrame frame) => frame.Set(Origin, _blocks.Partition(partition));
}
