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
    private const long LargeBlock = 8 << 20;

    private readonly ReceiverOptions _options;
    private readonly ReceivedBlockTracker<T> _tracker;
    private readonly ReceivedRoom _room;
    private readonly Func<T, long>? _sizeOf;
    private readonly RateLimiter _limiter;
    private readonly Action<Exception> _onFailed;
    private readonly ITimer _timer;
    private readonly object _gate = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly List<T> _current = [];
    private long _currentBytes;
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
    /// <param name="sizeOf">How many bytes an element takes; null where nobody can tell.</param>
    public BlockGenerator(
        ReceiverOptions options, ReceivedBlockTracker<T> tracker, long position, TimeProvider time, string name, Action<Exception> onFailed, Func<T, long>? sizeOf)
    {
        _sizeOf = sizeOf;
        (_options, _tracker, _position, _onFailed) = (options, tracker, position, onFailed);
        _room = new ReceivedRoom(options.Capacity, options.CapacityBytes);
        _room.Take(tracker.WaitingRows, tracker.WaitingBytes);
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
    public long Pending => _room.Taken;

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
        var (wait, bytes) = (_limiter.Reserve(1), SizeOf(element));
        if (wait > TimeSpan.Zero || !_room.TryTake(1, bytes))
        {
            return AddLaterAsync(element, bytes, wait, cancellation);
        }

        Add(element, bytes);
        return default;
    }

    public async ValueTask StoreAsync(T[] elements, CancellationToken cancellation)
    {
        using var linked = Link(cancellation);
        await _limiter.WaitAsync(elements.Length, linked.Token).ConfigureAwait(false);
        var bytes = _sizeOf is null ? 0 : elements.Sum(_sizeOf);
        await _room.TakeAsync(elements.Length, bytes, linked.Token).ConfigureAwait(false);
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ThrowIfOver();
            Cut();
            Push(new Block<T>(elements), bytes, stored);
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
                Push(new Block<T>([.. _current]), _currentBytes, null);
                _current.Clear();
                _currentBytes = 0;
            }
        }
    }

    /// <summary>Elements have gone to a batch.</summary>
    public void Release(long rows, long bytes) => _room.Release(rows, bytes);

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

    private long SizeOf(T element) => _sizeOf?.Invoke(element) ?? 0;

    private async ValueTask AddLaterAsync(T element, long bytes, TimeSpan wait, CancellationToken cancellation)
    {
        using var linked = Link(cancellation);
        await _limiter.WaitAsync(wait, linked.Token).ConfigureAwait(false);
        if (!_room.TryTake(1, bytes) && !await MakeRoom(bytes, linked.Token).ConfigureAwait(false))
        {
            return;
        }

        Add(element, bytes);
    }

    private void Add(T element, long bytes)
    {
        lock (_gate)
        {
            ThrowIfOver();
            _current.Add(element);
            _currentBytes += bytes;
            if (_current.Count >= _options.MaxBlockRows || _currentBytes >= MostBlockBytes)
            {
                Cut();
            }
        }
    }

    private CancellationTokenSource Link(CancellationToken cancellation) => CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopped.Token);

    // Blocks are not divided, so that those of a batch have to be smaller than it.
    private long MostBlockBytes => Math.Min(LargeBlock, _options.MaxBytesPerBatch);

    private async ValueTask<bool> MakeRoom(long bytes, CancellationToken cancellation)
    {
        switch (_options.Overflow)
        {
            case OverflowPolicy.DropNewest:
                Interlocked.Increment(ref _dropped);
                return false;
            case OverflowPolicy.Block:
                await _room.TakeAsync(1, bytes, cancellation).ConfigureAwait(false);
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

    private void Push(Block<T> rows, long bytes, TaskCompletionSource? stored)
    {
        var block = new ReceivedBlock<T>(rows, _position) { Bytes = bytes };
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
