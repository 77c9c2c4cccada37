namespace Linq.Streaming.Execution.Scheduling;

/// <summary>The end of a run, which comes once: outputs and waiters are told, then its threads are let go.</summary>
internal sealed class RunEnd(
    GraphRuntime graph, ReceiverTracker receivers, TaskCompletionSource completion, OwnCode ownCode, Action<Exception?> onEnded, Action letGo)
{
    private readonly Lock _lettingGo = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hasCome;
    private bool _hasLetGo;

    public bool HasCome => Volatile.Read(ref _hasCome) != 0;

    /// <summary>Ends, without failure, when the outputs have been told and no thread of the run is left.</summary>
    public Task Released => _released.Task;

    /// <summary>Tells the outputs, and then who waits for the completion. The first call counts.</summary>
    public void Come(Exception? failure)
    {
        if (Interlocked.Exchange(ref _hasCome, 1) != 0)
        {
            return;
        }

        ownCode.Call(() => failure = Tell(failure));
        onEnded(failure);
        if (failure is null)
        {
            completion.TrySetResult();
        }
        else
        {
            completion.TrySetException(failure);
        }

        // The caller may be one of the threads that are waited for.
        _ = Task.Run(LetGo);
    }

    /// <summary>Waits for the threads of the run; what still waits to run is dropped.</summary>
    public void LetGo()
    {
        lock (_lettingGo)
        {
            if (!_hasLetGo)
            {
                Quietly(receivers.Stop, null);
                letGo();
                _hasLetGo = true;
            }
        }

        _released.TrySetResult();
    }

    /// <summary>Runs <paramref name="action"/>; the first failure is kept.</summary>
    public static Exception? Quietly(Action action, Exception? failure)
    {
        try
        {
            action();
            return failure;
        }
        catch (Exception exception)
        {
            return failure ?? exception;
        }
    }

    private Exception? Tell(Exception? failure)
    {
        // A source that is just being asked for elements may take as long as it likes; a failure is told without waiting for it.
        failure = failure is null ? Quietly(receivers.Stop, null) : Quietly(receivers.TryStop, failure);
        foreach (var output in graph.Outputs)
        {
            failure = Quietly(() => output.Template.Output.Complete(failure), failure);
        }

        return failure;
    }
}
