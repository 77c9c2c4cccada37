namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>A started context that makes batches on the caller's thread, one for each list that it is given.</summary>
public sealed class SteppedRun<T> : IDisposable
{
    /// <summary>How long a batch is.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Queue<IReadOnlyList<T>> _queue = [];
    private readonly StreamContext _context;

    /// <param name="parallelism">The number of partitions, and of threads where a batch is large enough.</param>
    /// <param name="addOutput">Builds the query over the batches and its output.</param>
    public SteppedRun(int parallelism, Action<IStreamQueryable<T>> addOutput)
    {
        _context = new StreamContext(Options(parallelism));
        addOutput(_context.FromQueue(_queue));
        _context.Start();
    }

    private static StreamOptions Options(int parallelism) =>
        new() { BatchInterval = Interval, Parallelism = parallelism, IsStepped = true };

    /// <summary>Runs one batch from end to end.</summary>
    public void Step(IReadOnlyList<T> batch)
    {
        _queue.Enqueue(batch);
        _context.Run.Step();
        if (_context.Completion.IsFaulted)
        {
            _context.Completion.GetAwaiter().GetResult();
        }
    }

    /// <summary>Gives out the windows of event time that are open.</summary>
    public void CloseWindows() => _context.Run.CloseWindows();

    public void Dispose() => _context.Run.Dispose();
}
