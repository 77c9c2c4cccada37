using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Observation;

/// <summary>Counts what a run has done. Thread-safe.</summary>
internal sealed class RunTally(IReadOnlyList<StreamInput> inputs)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _committed = inputs.ToDictionary(input => input.Name, _ => 0L);
    private long _submitted;
    private long _completed;
    private long _skipped;
    private long _lastBatch;
    private DateTimeOffset? _lastTime;

    /// <summary>Batches that have been made and have not ended.</summary>
    public long Pending
    {
        get
        {
            lock (_gate)
                return _submitted - _completed - _skipped;
        }
    }

    /// <summary>Batches that have completed.</summary>
    public long Completed
    {
        get
        {
            lock (_gate)
                return _completed;
        }
    }

    /// <summary>Batches that have been left out.</summary>
    public long Skipped
    {
        get
        {
            lock (_gate)
                return _skipped;
        }
    }

    /// <summary>How many elements of a source are in batches that have completed.</summary>
    public long CommittedOf(string source)
    {
        lock (_gate)
            return _committed[source];
    }

    public void OnSubmitted()
    {
        lock (_gate)
            _submitted++;
    }

    public void OnCompleted(JobSet jobs)
    {
        lock (_gate)
        {
            _completed++;
            (_lastBatch, _lastTime) = (jobs.Batch.Id, jobs.Batch.Time);
            foreach (var input in jobs.Inputs)
            {
                _committed[input.Name] += input.Count;
            }
        }
    }

    public void OnSkipped()
    {
        lock (_gate)
            _skipped++;
    }

    public ExitReport Report(ExitReason reason, long droppedEvents, Exception? failure)
    {
        lock (_gate)
        {
            return new ExitReport(
                reason,
                _lastBatch,
                _lastTime,
                _completed,
                _skipped,
                _submitted - _completed - _skipped,
                [.. inputs.Select(input => new SourceExit(input.Name, _committed[input.Name], input.Lag, input.DroppedCount, input.MalformedCount))],
                droppedEvents,
                failure);
        }
    }
}
