using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>The running side of an output: a job in each batch in which its stream has an RDD.</summary>
internal abstract class OutputOperation(OutputDStream template, StreamExpander parent)
{
    public OutputDStream Template => template;

    public StreamExpander Parent => parent;

    public static OutputOperation Of(OutputDStream template, StreamExpander parent) => (OutputOperation)Activator.CreateInstance(
        typeof(OutputOperation<>).MakeGenericType(template.ElementType), template, parent)!;

    /// <summary>The job of a batch; null where the stream has no RDD.</summary>
    public Job? GenerateJob(BatchContext batch) =>
        (!batch.IsFlush || HasEventWindow(template)) && parent.At(batch) is { } rdd ? new Job(this, rdd, batch) : null;

    /// <summary>Hands the rows to the user's code and waits for it.</summary>
    public abstract void Deliver(BatchContext batch, BlockSet rows, CancellationToken cancellation);

    /// <summary>Whether something of the output is still open when a bounded input has ended.</summary>
    public static bool HasEventWindow(DStream stream) =>
        stream is EventWindowAggregatedDStream || stream.Parents.Any(HasEventWindow);
}

/// <inheritdoc cref="OutputOperation"/>
internal sealed class OutputOperation<T>(OutputDStream template, StreamExpander parent) : OutputOperation(template, parent)
{
    public override void Deliver(BatchContext batch, BlockSet rows, CancellationToken cancellation)
    {
        var (items, window) = rows is BlockSet<Timed<T>> timed ? Unpack(timed, batch) : (((BlockSet<T>)rows).ToArray(), BatchWindow(batch));
        var delivery = ((BatchOutput<T>)Template.Output).OnBatch(new Batch<T>(items, batch.Time, batch.Id, window), cancellation);
        if (!delivery.IsCompletedSuccessfully)
        {
            delivery.AsTask().GetAwaiter().GetResult();
        }
    }

    private TimeWindow? BatchWindow(BatchContext batch) => Template.Window.Kind == WindowKind.SoFar
        ? TimeWindow.FromTicks(batch.ZeroTicks, batch.Ticks)
        : TimeWindow.FromTicks(batch.Ticks - Template.Window.Length.Ticks, batch.Ticks);

    // Results of windows come in the order of windows, also when several partitions gave some of each.
    private (T[] Items, TimeWindow? Window) Unpack(BlockSet<Timed<T>> timed, BatchContext batch)
    {
        IEnumerable<Timed<T>> rows = timed.ToArray();
        if (Template.Window.Kind != WindowKind.EventWindow)
        {
            return ([.. rows.Select(row => row.Value)], BatchWindow(batch));
        }

        rows = timed.PartitionCount > 1 ? rows.OrderBy(row => row.Time) : rows;
        var items = rows.ToArray();
        var isOne = items.Length > 0 && items[0].WindowStart == items[^1].WindowStart;
        return ([.. items.Select(row => row.Value)], isOne
            ? TimeWindow.FromTicks(items[0].WindowStart, items[0].WindowStart + Template.Window.Length.Ticks)
            : null);
    }
}
