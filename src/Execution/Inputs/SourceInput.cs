using Linq.Streaming.Execution.Blocks;

namespace Linq.Streaming.Execution.Inputs;

/// <summary>A source of the user's that can be read again by position.</summary>
/// <remarks>Partitions are read one after the other, in ordinal order, each into a block of its own.</remarks>
internal sealed class SourceInput<T>(StreamSourceExpression source, IStreamSource<T> replayable, int maxPerBatch) : StreamInput(source)
{
    private readonly CancellationTokenSource _aborted = new();

    // Batches are made on one thread and committed on another, and calls of the source never overlap.
    private readonly Lock _calling = new();
    private StreamOffsets _position = StreamOffsets.None;
    private StreamOffsets _from = StreamOffsets.None;
    private readonly ITimedSource? _timed = replayable as ITimedSource;
    private long _lag = -1;
    private bool _isOpen;
    private bool _isAtEnd;
    private bool _isStopped;

    public override InputRecovery Recovery => InputRecovery.Replayed;

    public override StreamOffsets Position => _position;

    public override StreamOffsets From => _from;

    public override bool IsCompleted => _isAtEnd || _isStopped;

    public override bool HasEnded => _isAtEnd;

    public override long? Lag => Volatile.Read(ref _lag) is >= 0 and var lag ? lag : null;

    public override long MalformedCount => replayable.MalformedCount;

    // Opened with the first position asked for: only then is it known whether there is one to go on from.
    public override void Start(TimeProvider timeProvider) => _timed?.StartTime = timeProvider.GetUtcNow();

    public override void Seek(StreamOffsets position) => Open(position);

    // Nothing will ever come behind it. To ask again would take a batch that a run without a restart does not have.
    public override void SeekEnd() => _isAtEnd = true;

    public override InputBlocks? Allocate(DateTimeOffset batchTime)
    {
        if (_isStopped || _isAtEnd)
        {
            return new InputBlocks<T>([]);
        }

        return Call(() =>
        {
            Open(null);
            _timed?.BatchTime = batchTime;

            var advance = Wait(replayable.AdvanceAsync(_position, Math.Min(maxPerBatch, MaxRows), _aborted.Token));
            Begin(advance.Begins ?? StreamOffsets.None);
            var blocks = Read(advance.Until);
            _isAtEnd = advance.IsEnd;
            Volatile.Write(ref _lag, advance.Lag ?? -1);
            return blocks;
        });
    }

    public override InputBlocks? Allocate(DateTimeOffset batchTime, RecordedInput recorded) => Call(() =>
    {
        Open(recorded.From);
        Begin(recorded.From);
        var blocks = Read(recorded.Until);
        _isAtEnd = recorded.HasEnded;
        return blocks;
    });

    // What it is not told now it is told with the next batch: to wait for a source that does not answer would keep the run from ending.
    public override void Forget(StreamOffsets position)
    {
        if (!_calling.TryEnter())
        {
            return;
        }

        try
        {
            Call(() =>
            {
                replayable.ForgetAsync(position, _aborted.Token).AsTask().GetAwaiter().GetResult();
                return true;
            });
        }
        finally
        {
            _calling.Exit();
        }
    }

    public override void Stop()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        _aborted.Cancel();
        replayable.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void Open(StreamOffsets? from)
    {
        if (!_isOpen)
        {
            _position = Call(() => Wait(replayable.OpenAsync(from, _aborted.Token)));
            _isOpen = true;
        }
    }

    private void Begin(StreamOffsets partitions)
    {
        if (partitions.Any(partition => !_position.ContainsKey(partition.Key)))
        {
            _position = new StreamOffsets([.. _position, .. partitions.Where(partition => !_position.ContainsKey(partition.Key))]);
        }
    }

    private InputBlocks<T> Read(StreamOffsets until)
    {
        _from = _position;
        var blocks = new List<Block<T>>();
        foreach (var (partition, end) in until)
        {
            var start = _position.TryGetValue(partition, out var known) ? known : 0;
            if (end < start)
            {
                throw new InvalidOperationException($"partition '{partition}' went back from position {start} to {end}.");
            }

            if (end > start)
            {
                var rows = new List<T>();
                replayable.ReadAsync(partition, start, end, rows, _aborted.Token).AsTask().GetAwaiter().GetResult();
                blocks.Add(ListBlocks.ToBlock(rows));
            }
        }

        _position = until;
        return new InputBlocks<T>([.. blocks.Where(block => block.Count > 0)]);
    }

    private static TResult Wait<TResult>(ValueTask<TResult> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();

    private TResult Call<TResult>(Func<TResult> call)
    {
        try
        {
            lock (_calling)
                return call();
        }
        catch (Exception exception) when (exception is not StreamQueryException)
        {
            throw SourceFailures.Wrap(Source, exception);
        }
    }
}
