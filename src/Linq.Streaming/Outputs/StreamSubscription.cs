namespace Linq.Streaming;

/// <summary>One observer of a <see cref="StreamObservable{T}"/>. It gets nothing once it is disposed or has ended.</summary>
internal sealed class StreamSubscription<T>(IObserver<T> observer, Action<StreamSubscription<T>> remove) : IDisposable
{
    private volatile bool _silent;

    public void Next(T element)
    {
        if (!_silent)
            observer.OnNext(element);
    }

    public void End(Exception? failure)
    {
        if (_silent)
            return;
        _silent = true;
        if (failure is null)
            observer.OnCompleted();
        else
            observer.OnError(failure);
    }

    public void Dispose()
    {
        _silent = true;
        remove(this);
    }
}
