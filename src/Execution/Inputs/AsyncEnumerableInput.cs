using System.Threading.Channels;

namespace Linq.Streaming.Execution.Inputs;

/// <summary>An asynchronous sequence, pulled in the background as long as fewer than <c>capacity</c> elements wait for a batch.</summary>
/// <remarks>
/// An element is asked for only when there is room for it, so never more than the capacity are buffered. A failure of the
/// sequence is LS3003 after everything before it has been allocated. <see cref="Stop"/> cancels the token given to
/// <see cref="IAsyncEnumerable{T}.GetAsyncEnumerator"/>; what the sequence does after that is not waited for, and a failure of it is
/// nobody's any more.
/// </remarks>
internal sealed class AsyncEnumerableInput<T> : StreamInput
{
    private readonly IAsyncEnumerable<T> _elements;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Channel<T> _buffer;
    private readonly ChannelInput<T> _received;

    public AsyncEnumerableInput(StreamSourceExpression source, IAsyncEnumerable<T> elements, int capacity, Action<long>? onDurable = null)
        : base(source)
    {
        _elements = elements;
        _buffer = Channel.CreateBounded<T>(new BoundedChannelOptions(capacity) { SingleWriter = true, SingleReader = true });
        _received = new ChannelInput<T>(source, _buffer.Reader, capacity, onDurable);
    }

    public override bool IsCompleted => _received.IsCompleted;

    // On the pool: a sequence may do much before its first await.
    public override void Start(TimeProvider timeProvider) => _ = Task.Run(PullAsync);

    public override InputRecovery Recovery => _received.Recovery;

    public override StreamOffsets Position => _received.Position;

    public override void Seek(StreamOffsets position) => _received.Seek(position);

    public override InputBlocks Allocate(DateTimeOffset batchTime) => _received.Allocate(batchTime);

    public override InputBlocks? Allocate(DateTimeOffset batchTime, RecordedInput recorded) => _received.Allocate(batchTime, recorded);

    public override long? Lag => _received.Lag;

    public override void Limit(long rows, double rowsPerSecond)
    {
        base.Limit(rows, rowsPerSecond);
        _received.Limit(rows, rowsPerSecond);
    }

    public override void OnLogged(StreamOffsets position) => _received.OnLogged(position);

    public override void Stop()
    {
        _buffer.Writer.TryComplete();

        // Not here: cancelling runs the sequence's continuations, which may do anything.
        _ = _stopped.CancelAsync();
    }

    private async Task PullAsync()
    {
        try
        {
            var enumerator = _elements.GetAsyncEnumerator(_stopped.Token);
            await using (enumerator.ConfigureAwait(false))
            {
                while (await _buffer.Writer.WaitToWriteAsync().ConfigureAwait(false) && await enumerator.MoveNextAsync().ConfigureAwait(false))
                    _buffer.Writer.TryWrite(enumerator.Current);
            }

            _buffer.Writer.TryComplete();
        }
        catch (Exception exception)
        {
            _buffer.Writer.TryComplete(exception);
        }
    }
}
