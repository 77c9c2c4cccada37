using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Puts together what is known of a batch, for whoever listens.</summary>
internal sealed class BatchReporter(GraphRuntime graph)
{
    private readonly EventTimeExpander[] _clocks = [.. graph.Expanders.OfType<EventTimeExpander>()];
    private readonly StreamExpander[] _states = [.. graph.Expanders.Where(expander => expander is IStateReport)];

    // What was in force in the batch that comes next.
    private DateTimeOffset?[] _inForce = [];

    /// <summary>The batch that has just been committed.</summary>
    public BatchInfo Report(JobSet jobs)
    {
        var before = _inForce;
        _inForce = [.. _clocks.Select(clock => Instant(clock.Watermark))];
        return new BatchInfo(
            jobs.Batch.Id,
            jobs.Batch.Time,
            [.. jobs.Inputs.Select(input => new SourceInfo(input.Source, input.Count))],
            [.. _clocks.Select((clock, i) => new WatermarkInfo(
                clock.Template.Operator, clock.Template.OperatorId, i < before.Length ? before[i] : null, _inForce[i]))],
            [.. _states.Select(state => new StateInfo(
                state.Template.Operator, state.Template.OperatorId, ((IStateReport)state).StateCount, ((IStateReport)state).LateCount))]);
    }

    /// <summary>Begins with what a restart has found.</summary>
    public void Start() => _inForce = [.. _clocks.Select(clock => Instant(clock.Watermark))];

    private static DateTimeOffset? Instant(long watermark) =>
        watermark == PartitionWatermarks.None ? null : new DateTimeOffset(watermark, TimeSpan.Zero);
}
