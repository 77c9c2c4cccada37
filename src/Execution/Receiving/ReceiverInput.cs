using Linq.Streaming.Execution.Inputs;

namespace Linq.Streaming.Execution.Receiving;

/// <summary>A source that receives: a supervised receiver, whose elements are cut into blocks, logged, and given to batches.</summary>
/// <remarks>To the log of the query it is a source that can be read again by position: the rows are in its own log.</remarks>
internal sealed class ReceiverInput<T> : StreamInput
{
    private readonly StreamReceiver<T> _receiver;
    private readonly ReceiverOptions _options;
    private readonly MalformedInputs _malformed;
    private readonly Func<T, long>? _sizeOf;
    private readonly Lock _gate = new();
    private BlockLog<T>? _log;
    private ReceivedBlockTracker<T> _tracker = new(null);
    private BlockGenerator<T>? _generator;
    private ReceiverSupervisor? _supervisor;
    private TimeProvider _time = TimeProvider.System;
    private StreamQueryException? _failure;
    private long _committed;
    private long _received;
    private bool _isOver;
    private bool _isAtEnd;

    public ReceiverInput(StreamSourceExpression source, StreamReceiver<T> receiver, ReceiverOptions options, Func<T, long>? sizeOf = null)
        : base(source)
    {
        _sizeOf = sizeOf ?? ElementSize<T>.Known;
        (_receiver, _options) = (receiver, options);
        _malformed = new MalformedInputs(source.Name, options.Malformed);
    }

    public override bool KeepsRows => true;

    public override InputRecovery Recovery => InputRecovery.Replayed;

    public override StreamOffsets Position => StreamOffsets.Of(_tracker.Allocated);

    public override long DroppedCount => _generator?.Dropped ?? 0;

    public override long MalformedCount => _malformed.Count;

    public override long? Lag => _generator?.Pending ?? 0;

    public override ReceiverStatus? Receiver => _supervisor?.Status ?? new ReceiverStatus(ReceiverState.Initial, 0, null);

    public override bool IsCompleted
    {
        get
        {
            lock (_gate)
                return _isOver && _failure is null && _tracker.WaitingRows == 0 && _generator is not { IsEmpty: false };
        }
    }

    public override void Start(TimeProvider timeProvider) => _time = timeProvider;

    public override void Seek(StreamOffsets position) => _committed = position[""];

    public override void SeekEnd() => _isAtEnd = true;

    // One that was stopped goes on after a restart.
    public override bool HasEnded => _isAtEnd && IsCompleted;

    public override void OnOwned(BlockLogSettings settings)
    {
        _log = new BlockLog<T>(settings, Name);
        var blocks = _log.Open(_committed);
        _tracker = new ReceivedBlockTracker<T>(_log);
        _tracker.Restore(blocks.Select(block => block with { Bytes = SizeOf(block) }), _committed);
        _received = Math.Max(_committed, blocks.Count == 0 ? 0 : blocks[^1].End);
    }

    // Only now: what is received has to be kept.
    public override void Begin()
    {
        _generator = new BlockGenerator<T>(_options, _tracker, _received, _time, Name, failure => End(failure), _sizeOf);
        _supervisor = new ReceiverSupervisor(
            cancellation => _receiver.ReceiveAsync(new ReceiverContext<T>(_generator, _malformed), cancellation), _options, _time, OnReceiverEnded, status => OnChanged?.Invoke(this, status));
        if (_isAtEnd)
        {
            End(null);
            return;
        }

        _supervisor.Start();
    }

    public override void Limit(long rows, double rowsPerSecond)
    {
        base.Limit(rows, rowsPerSecond);
        if (_generator is { } generator)
        {
            generator.Rate = rowsPerSecond;
        }
    }

    public override InputBlocks Allocate(DateTimeOffset batchTime)
    {
        if (!_tracker.IsLogged)
        {
            _generator?.Cut();
        }

        if (_tracker.WaitingRows == 0 && _generator is not { IsEmpty: false })
        {
            lock (_gate)
            {
                if (_failure is not null)
                {
                    throw _failure;
                }
            }
        }

        return Take(_tracker.Allocate(batchTime.UtcTicks, MaxRows, _options.MaxBytesPerBatch));
    }

    public override InputBlocks? Allocate(DateTimeOffset batchTime, RecordedInput recorded)
    {
        var blocks = _tracker.AllocateAgain(batchTime.UtcTicks, recorded.Until[""])
            ?? throw new StreamQueryException(StreamErrors.SourceShorterThanCheckpoint(Name, recorded.Until[""], _tracker.Allocated));
        return recorded.HasRdd ? Take(blocks) : null;
    }

    public override void Forget(StreamOffsets position) => _tracker.Forget(position[""]);

    public override void Stop()
    {
        _supervisor?.Stop();
        _generator?.Stop();
        lock (_gate)
            _isOver = true;
    }

    public override void Release() => _log?.Dispose();

    private InputBlocks<T> Take(IReadOnlyList<ReceivedBlock<T>> blocks)
    {
        var taken = new InputBlocks<T>([.. blocks.Select(block => block.Rows)]);
        _generator?.Release(taken.Count, blocks.Sum(block => block.Bytes));
        return taken;
    }

    private long SizeOf(ReceivedBlock<T> block)
    {
        var bytes = 0L;
        for (var i = 0; i < block.Rows.Count && _sizeOf is not null; i++)
        {
            bytes += _sizeOf(block.Rows.Span[i]);
        }

        return bytes;
    }

    // What has been added is still to become durable.
    private void OnReceiverEnded(Exception? failure)
    {
        _generator!.Stop();
        _isAtEnd = failure is null && _supervisor!.Status.State == ReceiverState.Ended;
        End(failure);
    }

    private void End(Exception? failure)
    {
        lock (_gate)
        {
            _isOver = true;
            _failure ??= failure switch
            {
                null => null,
                StreamQueryException coded => coded,
                ReceiverOverflowException overflow => new StreamQueryException(StreamErrors.Overflow(Name, (int)Math.Min(overflow.Capacity, int.MaxValue))),
                _ => SourceFailures.Wrap(Source, failure),
            };
        }
    }
}
