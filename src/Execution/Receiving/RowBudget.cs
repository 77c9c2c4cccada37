namespace Linq.Streaming.Execution.Receiving;

/// <summary>Room for elements that have been received and are in no batch. Thread-safe.</summary>
internal sealed class RowBudget(long capacity)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _room = New();
    private long _taken;

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
    public bool TryTake(long rows)
    {
        lock (_gate)
        {
            if (_taken > 0 && _taken + rows > capacity)
            {
                return false;
            }

            _taken += rows;
            return true;
        }
    }

    /// <summary>Takes room, also where there is none.</summary>
    public void Take(long rows)
    {
        lock (_gate)
            _taken += rows;
    }

    public async ValueTask TakeAsync(long rows, CancellationToken cancellation)
    {
        while (true)
        {
            Task room;
            lock (_gate)
            {
                if (TryTake(rows))
                {
                    return;
                }

                room = _room.Task;
            }

            await room.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    public void Release(long rows)
    {
        TaskCompletionSource room;
        lock (_gate)
        {
            _taken -= rows;
            (room, _room) = (_room, New());
        }

        room.SetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
