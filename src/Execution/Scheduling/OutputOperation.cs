using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>The running side of an output: a job in each batch in which its stream has an RDD.</summary>
/// <param name="template">The output.</param>
/// <param name="parent">The stream whose rows go out.</param>
/// <param name="clocks">The watermarks that the rows depend on.</param>
internal abstract class OutputOperation(OutputDStream template, StreamExpander parent, IReadOnlyList<PartitionWatermarks> clocks)
{
    public OutputDStream Template => template;

    public StreamExpander Parent => parent;

    public static OutputOperation Of(OutputDStream template, ExpansionContext context)
    {
        PartitionWatermarks[] clocks = [.. Clocks(template).Distinct().Select(context.Clock)];
        return (OutputOperation)Activator.CreateInstance(
            typeof(OutputOperation<>).MakeGenericType(template.ElementType), template, context.Expander(template.Parent), clocks)!;
    }

    /// <summary>The job of a batch; null where the stream has no RDD.</summary>
    public Job? GenerateJob(BatchContext batch) =>
        (!batch.IsFlush || IsOpenAtEnd(template)) && parent.At(batch) is { } rdd ? new Job(this, rdd, batch) : null;

    /// <summary>Hands the rows to the user's code and waits for it.</summary>
    public abstract void Deliver(BatchContext batch, BlockSet rows, CancellationToken cancellation);

    /// <summary>The watermark in force for the rows.</summary>
    protected DateTimeOffset? Watermark(BatchContext batch) =>
        clocks.Count == 0 ? null
        : batch.IsFlush ? DateTimeOffset.MaxValue
        : WatermarkGauge.Least(clocks) is var ticks && ticks == PartitionWatermarks.None ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    /// <summary>Whether something of the output is still open when a bounded input has ended.</summary>
    public static bool IsOpenAtEnd(DStream stream) => stream.IsOpenAtEnd || stream.Parents.Any(IsOpenAtEnd);

    private static IEnumerable<int> Clocks(DStream stream) =>
        stream is EventTimeDStream time ? [time.Clock] : stream.Parents.SelectMany(Clocks);
}

/// <inheritdoc cref="OutputOperation"/>
internal sealed class OutputOperation<T>(OutputDStream template, StreamExpander parent, IReadOnlyList<PartitionWatermarks> clocks)
    : OutputOperation(template, parent, clocks)
{
    public override void Deliver(BatchContext batch, BlockSet rows, CancellationToken cancellation)
    {
        var (items, window) = rows is BlockSet<Timed<T>> timed ? Unpack(timed, batch) : (((BlockSet<T>)rows).ToArray(), BatchWindow(batch));
        var delivery = ((BatchOutput<T>)Template.Output).OnBatch(new Batch<T>(items, batch.Time, batch.Id, window, Watermark(batch)), cancellation);
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
        if (!Template.Window.IsCarried)
        {
            return (Values(timed.All(), timed.Count), BatchWindow(batch));
        }

        var blocks = WindowRuns.Ordered(timed);
        return (Values(blocks, timed.Count), OnlyWindow(blocks));
    }

    private static T[] Values(IEnumerable<Block<Timed<T>>> blocks, long count)
    {
        var values = new T[count];
        var next = 0;
        foreach (var block in blocks)
        {
            foreach (ref readonly var row in block.Span)
            {
                values[next++] = row.Value;
            }
        }

        return values;
    }

    // Rows are in the order of windows, so it is one where the first and the last row have the same.
    private static TimeWindow? OnlyWindow(IEnumerable<Block<Timed<T>>> blocks)
    {
        (long Start, long End)? first = null;
        var last = (Start: 0L, End: 0L);
        foreach (var block in blocks)
        {
            if (block.Count > 0)
            {
                first ??= Window(block.Span[0]);
                last = Window(block.Span[^1]);
            }
        }

        return first == last ? TimeWindow.FromTicks(last.Start, last.End) : null;
    }

    private static (long Start, long End) Window(in Timed<T> row) => (row.WindowStart, row.Time + 1);
}
