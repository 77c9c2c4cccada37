using Linq.Streaming;

namespace Faults.Worlds;

/// <summary>Stores rows, a block each time that it is asked to, and acknowledges a block when it has been stored. One that begins goes on behind what had been received.</summary>
internal sealed class SteppedReceiver<T>(IReadOnlyList<T> rows, int blockSize, Memory memory) : StreamReceiver<T>, ISteppedReceiver
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _asked = new(0);
    private readonly SemaphoreSlim _answered = new(0);
    private volatile bool _isOver;

    public bool IsOver => _isOver;

    public override async Task ReceiveAsync(ReceiverContext<T> receiver, CancellationToken cancellationToken)
    {
        try
        {
            memory.AskFrom(receiver.SourceName, receiver.Received);
            while (true)
            {
                await _asked.WaitAsync(cancellationToken);
                if (receiver.Received >= rows.Count)
                {
                    return;
                }

                await receiver.StoreAsync([.. rows.Skip((int)receiver.Received).Take(blockSize)], cancellationToken);
                memory.Acknowledge(receiver.SourceName, receiver.Received);
                _answered.Release();
            }
        }
        finally
        {
            _isOver = true;
            _answered.Release();
        }
    }

    public void Store()
    {
        _asked.Release();
        if (!_isOver && !_answered.Wait(Patience))
        {
            throw new TimeoutException("The receiver does not answer.");
        }
    }
}
