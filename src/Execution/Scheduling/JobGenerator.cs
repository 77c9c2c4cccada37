using System.Runtime.ExceptionServices;
using Linq.Streaming.Execution.Checkpointing;
using Linq.Streaming.Execution.Checkpointing.Recovery;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Inputs;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Makes the jobs of each batch: the five steps, in this order.</summary>
internal sealed class JobGenerator(
    ReceiverTracker receivers, GraphRuntime graph, Action<JobSet> submit, ICheckpointer checkpointer, long zeroTicks, TimeSpan interval)
{
    /// <summary>The zero time: when the interval of the first batch starts, in ticks of UTC.</summary>
    public long ZeroTicks => zeroTicks;

    /// <summary>The batch interval.</summary>
    public TimeSpan Interval => interval;

    /// <summary>The clock by which batches are measured; null measures nothing.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>The time of the latest batch made, in ticks; at first the zero time.</summary>
    public required long LastTicks { get; set; }

    /// <summary>Makes the batch that ends at <paramref name="ticks"/>.</summary>
    /// <exception cref="StreamQueryException">A source has failed. What the others gave to the batch has been submitted.</exception>
    public void GenerateBatch(long ticks, bool isFlush = false) => Generate(ticks, isFlush, null);

    /// <summary>Makes a batch that an earlier run had begun, from the same input.</summary>
    public void GenerateAgain(RecoveredInput recovered) =>
        Generate(recovered.Record.Ticks, recovered.Record.IsFlush, recovered);

    private void Generate(long ticks, bool isFlush, RecoveredInput? recovered)
    {
        var progress = Time is null ? null : new BatchProgress(Time) { Intervals = (ticks - LastTicks) / interval.Ticks };
        LastTicks = ticks;
        var time = new DateTimeOffset(ticks, TimeSpan.Zero);
        var id = (ticks - zeroTicks) / interval.Ticks;
        try
        {
            // 1. Everything received and not yet allocated belongs to this batch.
            var failure = default(ExceptionDispatchInfo);
            var allocated = recovered is null ? Allocate(time, out failure) : receivers.AllocateAgain(time, recovered);
            progress?.OnAllocated();

            // 2. A fresh DAG of RDDs, from the outputs up.
            var batch = new BatchContext(id, ticks, zeroTicks, allocated, isFlush);
            var (jobs, retained) = graph.GenerateJobs(batch);

            // 3. What is known of the input allocated in step 1, which a restart will find again.
            var inputs = InputsOf(allocated);
            if (failure is null || allocated.Count > 0)
            {
                checkpointer.Allocated(batch);
            }

            // 4. The job set is submitted, to run by itself.
            if (failure is null || allocated.Count > 0)
            {
                submit(new JobSet(batch, jobs, retained, inputs) { Progress = progress });
            }

            failure?.Throw();
        }
        finally
        {
            // 5. At once, whether or not it has started, the state of the system is checkpointed.
            checkpointer.Checkpoint(id, time, CheckpointMoment.Submitted);
        }
    }

    private AllocatedBlocks Allocate(DateTimeOffset time, out ExceptionDispatchInfo? failure)
    {
        try
        {
            failure = null;
            return receivers.AllocateBlocksToBatch(time);
        }
        catch (StreamQueryException exception)
        {
            // Asking again gives what the other sources had.
            failure = ExceptionDispatchInfo.Capture(exception);
            return receivers.AllocateBlocksToBatch(time);
        }
    }

    private SourceInfo[] InputsOf(AllocatedBlocks allocated)
    {
        var inputs = new SourceInfo[allocated.SourceCount];
        var count = 0;
        foreach (var input in receivers.Inputs)
        {
            if (allocated[input.Source.Id] is { } blocks)
            {
                inputs[count++] = InfoOf(input, blocks.Count);
            }
        }

        return inputs;
    }

    private static SourceInfo InfoOf(StreamInput input, long count) => new(input.Name, count)
    {
        Lag = input.Lag,
        Dropped = input.DroppedCount,
        Malformed = input.MalformedCount,
        Limit = input.LimitReason == LimitReason.Unlimited ? null : input.MaxRows,
        LimitReason = input.LimitReason,
    };
}
