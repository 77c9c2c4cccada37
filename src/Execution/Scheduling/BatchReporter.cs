using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Outputs;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Puts together what is known of a batch, for whoever listens.</summary>
internal sealed class BatchReporter(GraphRuntime graph)
{
    private readonly EventTimeExpander[] _clocks = [.. graph.Expanders.OfType<EventTimeExpander>()];
    private readonly StreamExpander[] _states = [.. graph.Expanders.Where(expander => expander is IStateReport)];

    // What was in force in the batch that comes next.
    private DateTimeOffset?[] _inForce = [];

    /// <summary>What is known before a batch has been computed, and of one that never was.</summary>
    public static BatchInfo Outline(JobSet jobs, BatchStatus status) => Times(
        new BatchInfo(jobs.Batch.Id, jobs.Batch.Time, jobs.Inputs, [], []) { Status = status }, jobs);

    /// <summary>The batch that has just been committed.</summary>
    public BatchInfo Report(JobSet jobs)
    {
        var before = _inForce;
        _inForce = [.. _clocks.Select(clock => Instant(clock.Watermark))];
        return Outline(jobs, BatchStatus.Completed) with
        {
            Watermarks = [.. _clocks.Select((clock, i) => new WatermarkInfo(
                clock.Template.Operator, clock.Template.OperatorId, i < before.Length ? before[i] : null, _inForce[i]))],
            Operators = [.. _states.Select(state => new StateInfo(
                state.Template.Operator, state.Template.OperatorId, ((IStateReport)state).StateCount, ((IStateReport)state).LateCount))],
        };
    }

    /// <summary>What the outputs of a batch are given.</summary>
    public static IReadOnlyList<OutputInfo> Outputs(JobSet jobs, IReadOnlyList<OutputRows> rows) =>
        [.. jobs.Jobs.Select((job, i) => new OutputInfo(job.Output.Label, rows[i].Count, null))];

    /// <summary>The report of a batch that has ended.</summary>
    public static BatchInfo Ended(BatchInfo report, JobSet jobs, IReadOnlyList<TimeSpan?> durations) => Times(report, jobs) with
    {
        Status = BatchStatus.Completed,
        ProcessingDelay = jobs.Progress?.ProcessingDelay,
        Phases = jobs.Progress?.Phases,
        Outputs = [.. report.Outputs.Select((output, i) => output with { Duration = durations[i] })],
    };

    /// <summary>Begins with what a restart has found.</summary>
    public void Start() => _inForce = [.. _clocks.Select(clock => Instant(clock.Watermark))];

    private static BatchInfo Times(BatchInfo batch, JobSet jobs) => jobs.Progress is not { } progress ? batch : batch with
    {
        Submitted = progress.SubmittedAt,
        Intervals = progress.Intervals,
        SchedulingDelay = batch.Status == BatchStatus.Submitted ? null : progress.SchedulingDelay,
    };

    private static DateTimeOffset? Instant(long watermark) =>
        watermark == PartitionWatermarks.None ? null : new DateTimeOffset(watermark, TimeSpan.Zero);
}
