using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Outputs;
using Linq.Streaming.Execution.Rdds;
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

    /// <summary>The stage that computes the rows; null where they are kept as blocks.</summary>
    public abstract StageTemplate? Stage { get; }

    /// <summary>Computes the rows of a batch.</summary>
    public abstract OutputRows Compute(Rdd rdd, StageRunner runner);

    /// <summary>Hands the rows to the user's code and waits for it.</summary>
    public abstract void Deliver(BatchContext batch, OutputRows rows, CancellationToken cancellation);

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
    public override OutputStage<T>? Stage { get; } =
        parent.HasBlocks || template.Parent.IsMaterialized ? null : new(template.Parent.OperatorId, parent, template.Window.IsCarried);

    public override OutputRows Compute(Rdd rdd, StageRunner runner)
    {
        if (Stage is null)
        {
            return OutputRows<T>.Copy(rdd.Materialize(runner), Template.Window.IsCarried);
        }

        rdd.Prepare(runner);
        var sinks = runner.Run(Stage, rdd);
        var rows = OutputRows<T>.Take(sinks);
        foreach (var sink in sinks)
        {
            Stage.Return(sink);
        }

        return rows;
    }

    public override void Deliver(BatchContext batch, OutputRows rows, CancellationToken cancellation)
    {
        var (items, window) = (OutputRows<T>)rows;
        var given = new Batch<T>(items, batch.Time, batch.Id, Template.Window.IsCarried ? window : BatchWindow(batch), Watermark(batch));
        var delivery = ((BatchOutput<T>)Template.Output).OnBatch(given, cancellation);
        if (!delivery.IsCompletedSuccessfully)
        {
            delivery.AsTask().GetAwaiter().GetResult();
        }
    }

    private TimeWindow? BatchWindow(BatchContext batch) => Template.Window.Kind == WindowKind.SoFar
        ? TimeWindow.FromTicks(batch.ZeroTicks, batch.Ticks)
        : TimeWindow.FromTicks(batch.Ticks - Template.Window.Length.Ticks, batch.Ticks);
}
