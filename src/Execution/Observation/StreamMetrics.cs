using System.Diagnostics.Metrics;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Observation;

/// <summary>The instruments of one run, in a meter named <c>LinqStream</c> with the tag <c>linqstream.query</c>. docs/observation.md lists them.</summary>
internal sealed class StreamMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly IReadOnlyList<StreamInput> _inputs;
    private readonly Counter<long> _batches;
    private readonly Histogram<double> _processing;
    private readonly Histogram<double> _scheduling;
    private readonly Counter<long> _outputRows;
    private BatchInfo? _last;

    public StreamMetrics(string query, IReadOnlyList<StreamInput> inputs, RunTally tally, Func<StreamInput, long?> limit)
    {
        _inputs = inputs;
        _meter = new Meter("LinqStream", typeof(StreamMetrics).Assembly.GetName().Version?.ToString(3), [new("linqstream.query", query)]);
        _batches = _meter.CreateCounter<long>("linqstream.batches", "{batch}", "Batches that have ended, by status.");
        _processing = _meter.CreateHistogram<double>("linqstream.batch.processing_delay", "s", "From the turn of a batch to its end.");
        _scheduling = _meter.CreateHistogram<double>("linqstream.batch.scheduling_delay", "s", "From the submission of a batch to its turn.");
        _outputRows = _meter.CreateCounter<long>("linqstream.output.rows", "{row}", "Rows handed to outputs.");
        _meter.CreateObservableGauge("linqstream.batches.pending", () => tally.Pending, "{batch}", "Batches that have been made and have not ended.");
        _meter.CreateObservableCounter("linqstream.source.rows", () => Each(input => tally.CommittedOf(input.Name)), "{row}", "Elements in batches that have completed.");
        _meter.CreateObservableCounter("linqstream.source.dropped", () => Each(input => input.DroppedCount), "{row}", "Elements dropped by the overflow policy.");
        _meter.CreateObservableCounter("linqstream.source.malformed", () => Each(input => input.MalformedCount), "{row}", "Input that was no row and has been left out.");
        _meter.CreateObservableGauge("linqstream.source.lag", () => Each(input => input.Lag), "{row}", "Elements that wait at the source.");
        _meter.CreateObservableGauge("linqstream.source.limit", () => Each(limit), "{row}", "The most elements that a source may give to a batch.");
        _meter.CreateObservableGauge("linqstream.operator.entries", () => Operators(state => state.Count), "{entry}", "Entries that an operator keeps.");
        _meter.CreateObservableCounter("linqstream.operator.late", () => Operators(state => state.LateCount), "{row}", "Rows left out as late.");
        _meter.CreateObservableGauge("linqstream.watermark.delay", Delays, "s", "How far a watermark is behind the batch time.");
    }

    /// <summary>Whether somebody has asked for what only reports of batches tell.</summary>
    public bool WantsReports { get; private set; }

    public void OnEnded(BatchStatus status, JobSet jobs, BatchInfo? report)
    {
        _last = report ?? _last;
        _batches.Add(1, new KeyValuePair<string, object?>("status", StatusName(status)));
        if (status == BatchStatus.Completed && jobs.Progress is { } progress)
        {
            _processing.Record(progress.ProcessingDelay.TotalSeconds);
            _scheduling.Record(progress.SchedulingDelay.TotalSeconds);
        }
    }

    public void OnOutput(string name, long rows)
    {
        if (_outputRows.Enabled)
        {
            _outputRows.Add(rows, new KeyValuePair<string, object?>("output", name));
        }
    }

    public void Dispose() => _meter.Dispose();

    private static string StatusName(BatchStatus status) => status switch
    {
        BatchStatus.Completed => "completed",
        BatchStatus.Skipped => "skipped",
        _ => "failed",
    };

    private IEnumerable<Measurement<long>> Each(Func<StreamInput, long?> value)
    {
        foreach (var input in _inputs)
        {
            if (value(input) is { } number)
            {
                yield return new Measurement<long>(number, new KeyValuePair<string, object?>("source", input.Name));
            }
        }
    }

    private IEnumerable<Measurement<long>> Operators(Func<StateInfo, long> value)
    {
        WantsReports = true;
        return [.. _last?.Operators.Select(state => new Measurement<long>(value(state), new KeyValuePair<string, object?>("operator", state.OperatorId))) ?? []];
    }

    private IEnumerable<Measurement<double>> Delays()
    {
        WantsReports = true;
        return
        [
            .. _last?.Watermarks.Where(watermark => watermark.Next is not null).Select(watermark => new Measurement<double>(
                (_last.Time - watermark.Next!.Value).TotalSeconds, new KeyValuePair<string, object?>("operator", watermark.OperatorId))) ?? [],
        ];
    }
}
