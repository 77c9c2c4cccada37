using System.Runtime.ExceptionServices;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Threads that share the tasks of a stage with the thread that runs it. They are started with the first stage that needs them.</summary>
/// <remarks>One caller at a time. It publishes a round, takes tasks itself, and waits for those workers that take part.</remarks>
internal sealed class WorkerPool(int workers) : IDisposable
{
    private readonly List<Worker> _workers = [];
    private readonly List<Exception> _failures = [];
    private readonly Parking _caller = new();
    private Action<int>? _task;
    private int _count;
    private int _next;
    private int _running;
    private int _helpers;
    private volatile int _round;
    private volatile bool _stopped;

    /// <summary>Runs <paramref name="task"/> for 0 to <paramref name="count"/> - 1 and returns when all have ended.</summary>
    /// <exception cref="Exception">The failure of a task; the others have been run or left out.</exception>
    public void Run(int count, Action<int> task)
    {
        Start();
        _helpers = Math.Clamp(count - 1, 0, _workers.Count);
        (_task, _count, _next, _running) = (task, count, 0, _helpers);
        _failures.Clear();
        _round++;
        for (var i = 0; i < _helpers; i++)
        {
            _workers[i].Parking.Wake();
        }

        TakeTasks();
        _caller.Wait(this, static pool => Volatile.Read(ref pool._running) == 0);
        _task = null;
        if (_failures.Count > 0)
        {
            ExceptionDispatchInfo.Throw(_failures[0]);
        }
    }

    public void Dispose()
    {
        _stopped = true;
        foreach (var worker in _workers)
        {
            worker.Parking.Wake();
        }

        foreach (var worker in _workers)
        {
            worker.Thread.Join();
            worker.Parking.Dispose();
        }

        _workers.Clear();
        _caller.Dispose();
    }

    private void Start()
    {
        while (_workers.Count < workers)
        {
            var worker = new Worker(this, _workers.Count, _round);
            _workers.Add(worker);
            worker.Thread.Start();
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

    private sealed class Worker
    {
        private readonly WorkerPool _pool;
        private readonly int _index;
        private int _seen;

        public Worker(WorkerPool pool, int index, int round)
        {
            (_pool, _index, _seen) = (pool, index, round);
            Thread = RunThread.New($"LinqStream worker {index + 1}", Work);
        }

        public Thread Thread { get; }

        public Parking Parking { get; } = new();

        // A round in which it takes no part may pass unseen; the caller waits for all others.
        private bool IsDue => _pool._stopped || (_pool._round != _seen && _index < _pool._helpers);

        private void Work()
        {
            while (true)
            {
                Parking.Wait(this, static worker => worker.IsDue);
                if (_pool._stopped)
                {
                    return;
                }

                _seen = _pool._round;
                _pool.TakeTasks();
                if (Interlocked.Decrement(ref _pool._running) == 0)
                {
                    _pool._caller.Wake();
                }
            }
        }
    }
}
