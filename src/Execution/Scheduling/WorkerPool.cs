namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Threads that share the tasks of a stage with the thread that runs it. They are started with the first stage that needs them.</summary>
/// <remarks>One caller at a time. Workers wait where a semaphore spins for a moment before it parks: stages of a batch follow each other closely.</remarks>
internal sealed class WorkerPool(int workers) : IDisposable
{
    private readonly List<Thread> _threads = [];
    private readonly List<Exception> _failures = [];
    private readonly SemaphoreSlim _done = new(0);
    private readonly SemaphoreSlim _work = new(0);
    private Action<int>? _task;
    private int _count;
    private int _next;
    private int _running;
    private volatile bool _stopped;

    /// <summary>Runs <paramref name="task"/> for 0 to <paramref name="count"/> - 1 and returns when all have ended.</summary>
    /// <exception cref="Exception">The failure of a task; the others have been run or left out.</exception>
    public void Run(int count, Action<int> task)
    {
        Start();
        var helpers = Math.Min(_threads.Count, count - 1);
        (_task, _count, _next, _running) = (task, count, 0, helpers);
        _failures.Clear();
        if (helpers > 0)
        {
            _work.Release(helpers);
        }

        TakeTasks();
        if (helpers > 0)
        {
            _done.Wait();
        }

        _task = null;
        if (_failures.Count > 0)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failures[0]);
        }
    }

    public void Dispose()
    {
        _stopped = true;
        if (_threads.Count > 0)
        {
            _work.Release(_threads.Count);
        }

        foreach (var thread in _threads)
        {
            thread.Join();
        }

        _threads.Clear();
        _done.Dispose();
        _work.Dispose();
    }

    private void Start()
    {
        while (_threads.Count < workers)
        {
            var thread = new Thread(Work) { IsBackground = true, Name = $"LinqStream worker {_threads.Count + 1}" };
            _threads.Add(thread);
            thread.Start();
        }
    }

    private void Work()
    {
        while (true)
        {
            _work.Wait();
            if (_stopped)
            {
                return;
            }

            TakeTasks();
            if (Interlocked.Decrement(ref _running) == 0)
            {
                _done.Release();
            }
        }
    }

    private void TakeTasks()
    {
        for (var index = Interlocked.Increment(ref _next) - 1; index < _count; index = Interlocked.Increment(ref _next) - 1)
        {
            try
            {
                _task!(index);
            }
            catch (Exception failure)
            {
                // The remaining tasks are left out; those that run on other threads end by themselves.
                Interlocked.Exchange(ref _next, _count);
                lock (_failures)
                {
                    _failures.Add(failure);
                }
            }
        }
    }
}
