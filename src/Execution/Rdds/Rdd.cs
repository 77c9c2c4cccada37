using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Rdds;

/// <summary>The data of one stream in one batch, in partitions: what has to be there before a stage can read it, and what a task is given of it.</summary>
/// <remarks>How its rows are computed is the stream's, and compiled once; an RDD only binds data.</remarks>
internal abstract class Rdd(StreamExpander origin)
{
    private StageSink[]? _sinks;

    public StreamExpander Origin => origin;

    /// <summary>The number of partitions; known once the RDD has been prepared.</summary>
    public abstract int PartitionCount { get; }

    /// <summary>About how many rows a stage over it goes through; known once prepared. For deciding whether threads pay.</summary>
    public abstract long Rows { get; }

    /// <summary>The part of a source that the rows of partition <paramref name="partition"/> came from.</summary>
    public virtual SourcePartition SourceOf(int partition) => SourcePartition.Unknown;

    /// <summary>The rows as blocks, once they have been kept so.</summary>
    public BlockSet? Blocks { get; protected set; }

    /// <summary>Runs the stages that a stage over this RDD's rows depends on.</summary>
    public void Prepare(StageRunner runner)
    {
        if (!IsKept)
        {
            PrepareParents(runner);
        }
        else if (Blocks is null)
        {
            Keep(runner);
        }
    }

    /// <summary>Whether its rows depend on what earlier batches have left, so that they cannot be computed before the batch's turn.</summary>
    public abstract bool NeedsEarlier { get; }

    /// <summary>Before the batch's turn: runs those stages on the way to this RDD's rows that need nothing of earlier batches.</summary>
    public void RunAhead(StageRunner runner)
    {
        if (IsKept && !NeedsEarlier)
        {
            Materialize(runner);
        }
        else
        {
            RunParentsAhead(runner);
        }
    }

    /// <summary>Gives a task what it reads of partition <paramref name="partition"/>.</summary>
    public void Bind(int partition, TaskFrame frame)
    {
        if (IsKept && !ReferenceEquals(frame.Stage, origin.Collect))
        {
            frame.Set(origin, Blocks!.Partition(partition));
        }
        else
        {
            BindPartition(partition, frame);
        }
    }

    /// <summary>The rows as blocks: kept ones, or computed now by a stage of their own.</summary>
    public BlockSet Materialize(StageRunner runner)
    {
        if (Blocks is null)
        {
            Keep(runner);
        }

        return Blocks!;
    }

    /// <summary>Does what later batches rely on, whether or not an output of this one needs the rows.</summary>
    public virtual void Retain(StageRunner runner) => Materialize(runner);

    /// <summary>Gives memory back when nothing reads the RDD any more.</summary>
    public virtual void Release()
    {
        foreach (var sink in _sinks ?? [])
        {
            origin.Collect.Return(sink);
        }

        _sinks = null;
        Blocks = null;
    }

    protected abstract void PrepareParents(StageRunner runner);

    /// <summary>Has the parents run ahead, and what is between them and this RDD, as far as either may.</summary>
    protected abstract void RunParentsAhead(StageRunner runner);

    protected abstract void BindPartition(int partition, TaskFrame frame);

    private bool IsKept => origin.Template.IsMaterialized && !origin.HasBlocks;

    private void Keep(StageRunner runner)
    {
        PrepareParents(runner);
        if (Blocks is not null)
        {
            return;
        }

        _sinks = runner.Run(origin.Collect, this);
        Blocks = origin.Collect.Collect(_sinks);
    }
}
