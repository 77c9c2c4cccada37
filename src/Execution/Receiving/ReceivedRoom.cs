namespace Linq.Streaming.Execution.Receiving;

/// <summary>Room for elements that have been received and are in no batch, by their number and by their bytes. Thread-safe.</summary>
internal sealed class ReceivedRoom(long capacity, long capacityBytes)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _room = New();
    private long _taken;
    private long _takenBytes;

    /// <summary>How many elements there are.</summary>
    public long Taken
    {
        get
        {
            lock (_gate)
                return _taken;
        }
    }

    /// <summary>Takes room if there is enough. What is larger than the whole is let in where nothing else is.</summary>
    public bool TryTake(long rows, long bytes)
    {
        lock (_gate)
        {
            if (_taken > 0 && (_taken + rows > capacity || _takenBytes + bytes > capacityBytes))
            {
                return false;
            }

            Take(rows, bytes);
            return true;
        }
    }

    /// <summary>Takes room, also where there is none.</summary>
    public void Take(long rows, long bytes)
    {
        lock (_gate)
            (_taken, _takenBytes) = (_taken + rows, _takenBytes + bytes);
    }

    public async ValueTask TakeAsync(long rows, long bytes, CancellationToken cancellation)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (TryTake(rows, bytes))
                {
                    return;
                }

                room = _room.Task;
            }

            await room.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    public void Release(long rows, long bytes)
    {
        TaskCompletionSource room;
        lock (_gate)
        {
            Take(-rows, -bytes);
            (room, _room) = (_room, New());
        }

        room.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
