namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>One pass of the engine over the data, batch by batch on the caller's thread.</summary>
public sealed class EngineRun : IDisposable
{
    private readonly Results _results = new();
    private readonly SteppedRun<Event> _run;

    public EngineRun(EventWorkload workload, int parallelism) =>
        _run = new SteppedRun<Event>(parallelism, events => workload.AddQuery(events, _results));

    public Checksum Run(EventData data)
    {
        foreach (var batch in data.Batches)
        {
            _run.Step(batch);
        }

        _run.CloseWindows();
        return _results.Checksum;
    }

    /// <summary>Runs a batch without rows.</summary>
    public void Idle() => _run.Step([]);

    public void Dispose() => _run.Dispose();
}
