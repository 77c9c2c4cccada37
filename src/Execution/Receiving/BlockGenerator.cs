using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Receiving;

/// <summary>Cuts what is received into blocks, by time and by size, and has them logged and tracked. Thread-safe.</summary>
/// <remarks>
/// <code>
///   AddAsync    element ─▶ current block ─(interval, size)─▶ ┐
///                                                            ├─▶ waiting ─(thread of blocks: log, sync)─▶ tracker ─▶ batch
///   StoreAsync  elements ─▶ a block of their own ──────────▶ ┘                        └─▶ acknowledged
/// </code>
/// Without a log a block goes to the tracker at once, and what is in the current block goes to the next batch.
/// </remarks>
internal sealed class BlockGenerator<T>
{
    private readonly ReceiverOptions _options;
    private readonly ReceivedBlockTracker<T> _tracker;
    private readonly RowBudget _budget;
    private readonly RateLimiter _limiter;
    private readonly Action<Exception> _onFailed;
    private readonly ITimer _timer;
    private readonly object _gate = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly List<T> _current = [];
    private List<(ReceivedBlock<T> Block, TaskCompletionSource? Stored)> _waiting = [];
    private long _position;
    private long _dropped;
    private int _beingLogged;
    private bool _isStopped;
    private Exception? _failure;

    /// <param name="options">Sizes and intervals.</param>
    /// <param name="tracker">Where blocks go.</param>
    /// <param name="position">How many elements have been received in earlier runs.</param>
    /// <param name="time">The clock.</param>
    /// <param name="name">The name of the source.</param>
    /// <param name="onFailed">Is told that blocks cannot be kept any more.</param>
    public BlockGenerator(ReceiverOptions options, ReceivedBlockTracker<T> tracker, long position, TimeProvider time, string name, Action<Exception> onFailed)
    {
        (_options, _tracker, _position, _onFailed) = (options, tracker, position, onFailed);
        _budget = new RowBudget(options.Capacity);
        _budget.Take(tracker.WaitingRows);
        _limiter = new RateLimiter(time);
        _timer = time.CreateTimer(_ => Cut(), null, options.BlockInterval, options.BlockInterval);
        if (tracker.IsLogged)
        {
            ReceiverThread.Start($"LinqStream blocks {name}", Log);
        }
    }

    /// <summary>Elements dropped because there was no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Elements that have been received and are in no batch.</summary>
    public long Pending => _budget.Taken;

    /// <summary>Elements that have been received in all runs, those of the block that is being filled included.</summary>
    public long Received
    {
        get
        {
            lock (_gate)
                return _position + _current.Count;
        }
    }

    /// <summary>Whether everything that was received has reached the tracker.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_gate)
                return _current.Count == 0 && _waiting.Count == 0 && _beingLogged == 0;
        }
    }

    public double Rate
    {
        get => _limiter.Rate;
        set => _limiter.Rate = value;
    }

    public ValueTask AddAsync(T element, CancellationToken cancellation)
    {
        var wait = _limiter.Reserve(1);
        if (wait > TimeSpan.Zero || !_budget.TryTake(1))
        {
            return AddLaterAsync(element, wait, cancellation);
        }

        Add(element);
        return default;
    }

    public async ValueTask StoreAsync(T[] elements, CancellationToken cancellation)
    {
        using var linked = Link(cancellation);
        await _limiter.WaitAsync(elements.Length, linked.Token).ConfigureAwait(false);
        await _budget.TakeAsync(elements.Length, linked.Token).ConfigureAwait(false);
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ThrowIfOver();
            Cut();
            Push(new Block<T>(elements), stored);
        }

        await stored.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Closes the block that is being filled.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            if (_current.Count > 0 && _failure is null)
            {
                Push(new Block<T>([.. _current]), null);
                _current.Clear();
            }
        }
    }

    /// <summary>Elements have gone to a batch.</summary>
    public void Release(long rows) => _budget.Release(rows);

    /// <summary>Takes nothing more; what was taken goes to the tracker. Returns when it is there.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                return;
            }

            Cut();
            _isStopped = true;
            Monitor.PulseAll(_gate);
            while (_tracker.IsLogged && (_waiting.Count > 0 || _beingLogged > 0) && _failure is null)
            {
                Monitor.Wait(_gate);
            }
        }

        _timer.Dispose();
        _stopped.Cancel();
    }

    private async ValueTask AddLaterAsync(T element, TimeSpan wait, CancellationToken cancellation)
    {
        using var linked = Link(cancellation);
        await _limiter.WaitAsync(wait, linked.Token).ConfigureAwait(false);
        if (!_budget.TryTake(1) && !await MakeRoom(linked.Token).ConfigureAwait(false))
        {
            return;
        }

        Add(element);
    }

    private void Add(T element)
    {
        lock (_gate)
        {
            ThrowIfOver();
            _current.Add(element);
            if (_current.Count >= _options.MaxBlockRows)
            {
                Cut();
            }
        }
    }

    private CancellationTokenSource Link(CancellationToken cancellation) => CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopped.Token);

    private async ValueTask<bool> MakeRoom(CancellationToken cancellation)
    {
        switch (_options.Overflow)
        {
            case OverflowPolicy.DropNewest:
                Interlocked.Increment(ref _dropped);
                return false;
            case OverflowPolicy.Block:
                await _budget.TakeAsync(1, cancellation).ConfigureAwait(false);
                return true;
            default:
                throw new ReceiverOverflowException(_options.Capacity);
        }
    }

    private void ThrowIfOver()
    {
        if (_failure is not null)
        {
            throw new OperationCanceledException("The source has failed.", _failure);
        }

        if (_isStopped)
        {
            throw new OperationCanceledException("The source has been stopped.");
        }
    }

    private void Push(Block<T> rows, TaskCompletionSource? stored)
    {
        var block = new ReceivedBlock<T>(rows, _position);
        _position += rows.Count;
        if (!_tracker.IsLogged)
        {
            _tracker.Add([block]);
            stored?.SetResult();
            return;
        }

        _waiting.Add((block, stored));
        Monitor.PulseAll(_gate);
    }

    // As many blocks as wait are written with one sync.
    private void Log()
    {
        while (Next() is { } blocks)
        {
            try
            {
                _tracker.Add([.. blocks.Select(waiting => waiting.Block)]);
                blocks.ForEach(waiting => waiting.Stored?.TrySetResult());
            }
            catch (Exception failure)
            {
                Fail(failure, blocks);
            }

            lock (_gate)
            {
                _beingLogged = 0;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private List<(ReceivedBlock<T> Block, TaskCompletionSource? Stored)>? Next()
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_isStopped && _failure is null)
            {
                Monitor.Wait(_gate);
            }

            if (_waiting.Count == 0 || _failure is not null)
            {
                return null;
            }

            var blocks = _waiting;
            (_waiting, _beingLogged) = ([], blocks.Count);
            return blocks;
        }
    }

    private void Fail(Exception failure, List<(ReceivedBlock<T> Block, TaskCompletionSource? Stored)> blocks)
    {
        lock (_gate)
        {
            _failure = failure;
            blocks.AddRange(_waiting);
            _waiting = [];
        }

        blocks.ForEach(waiting => waiting.Stored?.TrySetException(failure));
        _onFailed(failure);
    }
}
