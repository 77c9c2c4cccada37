using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Rdds;

/// <summary>The partitions of several parents, one parent after the other. A task reads one parent; the loops of the others find nothing.</summary>
internal sealed class UnionRdd(StreamExpander origin, IReadOnlyList<(Rdd Rdd, object Branch)> parents) : Rdd(origin)
{
    public override int PartitionCount => parents.Sum(parent => parent.Rdd.PartitionCount);

    public override long Rows => parents.Sum(parent => parent.Rdd.Rows);

    public override bool NeedsEarlier => parents.Any(parent => parent.Rdd.NeedsEarlier);

    public override SourcePartition SourceOf(int partition)
    {
        foreach (var (parent, _) in parents)
        {
            if (partition < parent.PartitionCount)
            {
                return parent.SourceOf(partition);
            }

            partition -= parent.PartitionCount;
        }

        return SourcePartition.Unknown;
    }

    protected override void PrepareParents(StageRunner runner)
    {
        foreach (var (parent, _) in parents)
        {
            parent.Prepare(runner);
        }
    }

    protected override void RunParentsAhead(StageRunner runner)
    {
        foreach (var (parent, _) in parents)
        {
            parent.RunAhead(runner);
        }
    }

    protected override void BindPartition(int partition, TaskFrame frame)
    {
        foreach (var (parent, branch) in parents)
        {
            if (partition < parent.PartitionCount)
            {
                frame.Branch = branch;
                parent.Bind(partition, frame);
                return;
            }

            partition -= parent.PartitionCount;
        }
    }
}
