namespace Linq.Streaming.Execution.Receiving;

/// <summary>Runs a receiver, and starts it again after a failure, each time after a longer while.</summary>
/// <param name="receive">Runs the receiver once.</param>
/// <param name="options">How often and when it is started again.</param>
/// <param name="time">The clock.</param>
/// <param name="onEnded">Is told once that nothing more will come: with the failure that is final, or null.</param>
/// <param name="onChanged">Is told of each change of state.</param>
internal sealed class ReceiverSupervisor(
    Func<CancellationToken, Task> receive, ReceiverOptions options, TimeProvider time, Action<Exception?> onEnded, Action<ReceiverStatus> onChanged)
{
    // Never disposed: a stop may come at any time.
    private readonly CancellationTokenSource _stopped = new();
    private ReceiverStatus _status = new(ReceiverState.Initial, 0, null);

    public ReceiverStatus Status => Volatile.Read(ref _status);

    // On the pool: a receiver may do much before its first await.
    public void Start() => _ = Task.Run(RunAsync);

    /// <summary>Asks the receiver to end; what it does after that is not waited for.</summary>
    public void Stop() => _ = _stopped.CancelAsync();

    private async Task RunAsync()
    {
        var (inARow, delay) = (0, options.RestartDelay);
        while (true)
        {
            var started = time.GetTimestamp();
            Change(Status with { State = ReceiverState.Active });
            try
            {
                await receive(_stopped.Token).ConfigureAwait(false);
                End(_stopped.IsCancellationRequested ? ReceiverState.Stopped : ReceiverState.Ended, null);
                return;
            }
            catch (Exception failure)
            {
                if (_stopped.IsCancellationRequested)
                {
                    End(ReceiverState.Stopped, null);
                    return;
                }

                (inARow, delay) = time.GetElapsedTime(started) > options.MaxRestartDelay ? (0, options.RestartDelay) : (inARow, delay);
                if (failure is StreamQueryException or ReceiverOverflowException || inARow++ >= options.MaxRestarts)
                {
                    Change(Status with { LastError = failure.Message });
                    End(ReceiverState.Failed, failure);
                    return;
                }

                Change(new ReceiverStatus(ReceiverState.Restarting, Status.Restarts + 1, failure.Message));
            }

            if (!await WaitAsync(delay).ConfigureAwait(false))
            {
                End(ReceiverState.Stopped, null);
                return;
            }

            delay = delay * 2 < options.MaxRestartDelay ? delay * 2 : options.MaxRestartDelay;
        }
    }

    private async Task<bool> WaitAsync(TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, time, _stopped.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void End(ReceiverState state, Exception? failure)
    {
        Change(Status with { State = state });
        onEnded(failure);
    }

    private void Change(ReceiverStatus status)
    {
        Volatile.Write(ref _status, status);
        onChanged(status);
    }
}
