using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Inputs;

/// <summary>The subscription of an input to its observable: made on a thread of its own.</summary>
/// <remarks>
/// A cold observable may call <c>OnNext</c> for all its elements inside <c>Subscribe</c>, and wait there for room that only
/// batches make, which begin only after the start. A hot one must be subscribed when the start returns, or its next
/// elements are lost. So <see cref="Start"/> waits until <c>Subscribe</c> has returned, or the elements of a
/// cold observable have filled the buffer, but no longer than <see cref="LongestStart"/>: an observable may wait for its
/// first element inside <c>Subscribe</c>.
/// </remarks>
internal sealed class ObservableSubscription<T>(StreamSourceExpression source, IObservable<T> observable, IObserver<T> observer)
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private IDisposable? _subscription;
    private Exception? _failure;
    private int _subscribingThread;
    private bool _startMayReturn;
    private volatile bool _stopped;

    /// <exception cref="StreamQueryException">LS3003: <c>Subscribe</c> threw before the start could return.</exception>
    public void Start()
    {
        ReceiverThread.Start($"Subscribe to {source.Name}", Subscribe);
        lock (_gate)
        {
            while (!_startMayReturn && Monitor.Wait(_gate, LongestStart))
            {
            }

            _startMayReturn = true;
            if (_failure is not null)
                throw SourceFailures.Wrap(source, _failure);
        }
    }

    /// <summary>The buffer is full: the observable delivers, so it is subscribed.</summary>
    public void LetStartReturn()
    {
        if (Volatile.Read(ref _startMayReturn))
            return;
        lock (_gate)
        {
            _startMayReturn = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Disposes the subscription, now or as soon as there is one.</summary>
    public void Stop()
    {
        IDisposable? subscription;
        lock (_gate)
        {
            _stopped = true;
            (subscription, _subscription) = (_subscription, null);
        }

        subscription?.Dispose();
    }

    /// <summary>Ends an observable that is still inside <c>Subscribe</c> by an exception: there is no other way to stop it.</summary>
    public void ThrowIfStoppedWhileSubscribing()
    {
        if (_stopped && Volatile.Read(ref _subscribingThread) == Environment.CurrentManagedThreadId)
            throw new OperationCanceledException($"Source '{source.Name}' has been stopped.");
    }

    private void Subscribe()
    {
        Volatile.Write(ref _subscribingThread, Environment.CurrentManagedThreadId);
        try
        {
            Keep(observable.Subscribe(observer));
        }
        catch (OperationCanceledException) when (_stopped)
        {
            // Our own exception, back from an observable that was stopped inside Subscribe.
        }
        catch (Exception exception)
        {
            _failure = exception;
            observer.OnError(exception);
        }

        Volatile.Write(ref _subscribingThread, 0);
        LetStartReturn();
    }

    private void Keep(IDisposable subscription)
    {
        lock (_gate)
        {
            if (!_stopped)
            {
                _subscription = subscription;
                return;
            }
        }

        subscription.Dispose();
    }
}
