namespace Execution.Tests.Context;

/// <summary>A hot observable with one observer, that a test drives.</summary>
internal sealed class Subscribed<T>(Exception? failingDispose = null) : IObservable<T>, IDisposable
{
    private IObserver<T>? _observer;

    public IObserver<T> Observer => _observer ?? throw new InvalidOperationException("Nobody has subscribed.");

    public bool IsDisposed { get; private set; }

    public IDisposable Subscribe(IObserver<T> observer)
    {
        _observer = observer;
        return this;
    }

    public void Push(params ReadOnlySpan<T> elements)
    {
        foreach (var element in elements)
        {
            Observer.OnNext(element);
        }
    }

    public void Dispose()
    {
        IsDisposed = true;
        if (failingDispose is not null)
        {
            throw failingDispose;
        }
    }
}
