using System.Globalization;
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

    public static OutputOperation Of(OutputDStream template, int number, ExpansionContext context)
    {
        PartitionWatermarks[] clocks = [.. Clocks(template).Distinct().Select(context.Clock)];
        return (OutputOperation)Activator.CreateInstance(
            typeof(OutputOperation<>).MakeGenericType(template.ElementType), template, number, context.Expander(template.Parent), clocks)!;
    }

    /// <summary>The job of a batch; null where the stream has no RDD.</summary>
    public Job? GenerateJob(BatchContext batch) =>
        (!batch.IsFlush || IsOpenAtEnd(template)) && parent.At(batch) is { } rdd ? new Job(this, rdd, batch) : null;

    /// <summary>The stage that computes the rows; null where they are kept as blocks.</summary>
    public abstract StageTemplate? Stage { get; }

    /// <summary>Computes the rows of a batch.</summary>
    public abstract OutputRows Compute(Rdd rdd, StageRunner runner);

    /// <summary>Hands the rows to the user's code and waits for it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="watermark">See <see cref="Watermark"/>: what it was when the rows were computed.</param>
    /// <param name="cancellation">Cancelled when the run is aborted.</param>
    public abstract void Deliver(BatchContext batch, OutputRows rows, DateTimeOffset? watermark, CancellationToken cancellation);

    /// <summary>The name of the output in its sink; null where it has none.</summary>
    public abstract string? SinkName { get; }

    /// <summary>What it is called towards people: the name in its sink, else its operation and number.</summary>
    public abstract string Label { get; }

    /// <summary>Opens the sink; gives the last batch that it has committed, or null.</summary>
    public abstract long? Open(StreamSinkContext context, CancellationToken cancellation);

    /// <summary>Has the sink commit a batch, if there is one.</summary>
    public abstract void Commit(long batch, CancellationToken cancellation);

    /// <summary>Has the sink drop what it has prepared from a batch on.</summary>
    public abstract void Abort(long batch, CancellationToken cancellation);

    /// <summary>The watermark in force for the rows of a batch; to be asked before the batch is final, since then that of the next is.</summary>
    public DateTimeOffset? Watermark(BatchContext batch) =>
        clocks.Count == 0 ? null
        : batch.IsFlush ? DateTimeOffset.MaxValue
        : WatermarkGauge.Least(clocks) is var ticks && ticks == PartitionWatermarks.None ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    /// <summary>Whether something of the output is still open when a bounded input has ended.</summary>
    public static bool IsOpenAtEnd(DStream stream) => stream.IsOpenAtEnd || stream.Parents.Any(IsOpenAtEnd);

    private static IEnumerable<int> Clocks(DStream stream) =>
        stream is EventTimeDStream time ? [time.Clock] : stream.Parents.SelectMany(Clocks);
}

/// <inheritdoc cref="OutputOperation"/>
internal sealed class OutputOperation<T>(OutputDStream template, int number, StreamExpander parent, IReadOnlyList<PartitionWatermarks> clocks)
    : OutputOperation(template, parent, clocks)
{
    private readonly IStreamSink<T>? _sink = (template.Output as SinkOutput<T>)?.Sink;

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

    public override void Deliver(BatchContext batch, OutputRows rows, DateTimeOffset? watermark, CancellationToken cancellation)
    {
        var (items, window) = (OutputRows<T>)rows;
        var given = new Batch<T>(items, batch.Time, batch.Id, Template.Window.IsCarried ? window : BatchWindow(batch), watermark);
        Wait(_sink is null ? ((BatchOutput<T>)Template.Output).OnBatch(given, cancellation) : _sink.PrepareAsync(given, cancellation));
    }

    public override string? SinkName => _sink is null ? null : Label;

    public override string Label { get; } =
        (template.Output as SinkOutput<T>)?.Name ?? string.Create(CultureInfo.InvariantCulture, $"{template.Output.Operation}-{number}");

    public override long? Open(StreamSinkContext context, CancellationToken cancellation) =>
        Call("open", () => _sink!.OpenAsync(context, cancellation).AsTask().GetAwaiter().GetResult());

    public override void Commit(long batch, CancellationToken cancellation)
    {
        if (_sink is not null)
        {
            Call("commit", () => Wait(_sink.CommitAsync(batch, cancellation)));
        }
    }

    public override void Abort(long batch, CancellationToken cancellation)
    {
        if (_sink is not null)
        {
            Call("abort", () => Wait(_sink.AbortAsync(batch, cancellation)));
        }
    }

    private static bool Wait(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            task.AsTask().GetAwaiter().GetResult();
        }

        return true;
    }

    private TResult Call<TResult>(string step, Func<TResult> call)
    {
        try
        {
            return call();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new StreamQueryException(StreamErrors.SinkFailed(SinkName!, step, failure.Message), failure);
        }
    }

    private TimeWindow? BatchWindow(BatchContext batch) => Template.Window.Kind == WindowKind.SoFar
        ? TimeWindow.FromTicks(batch.ZeroTicks, batch.Ticks)
        : TimeWindow.FromTicks(batch.Ticks - Template.Window.Length.Ticks, batch.Ticks);
}
