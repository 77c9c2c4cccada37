namespace Faults.Floods;

/// <summary>Pushes so many numbers a second from a thread of its own, fewer where it is held up.</summary>
internal sealed class Producer(long perSecond) : IObservable<long>
{
    private const int Burst = 1_000;

    private volatile bool _isStopped;
    private Thread? _thread;
    private long _pushed;

    public IDisposable Subscribe(IObserver<long> observer)
    {
        _thread = new Thread(() => Push(observer)) { IsBackground = true };
        _thread.Start();
        return new Subscription(this);
    }

    /// <summary>Stops pushing; how many numbers have been pushed.</summary>
    public long Stop()
    {
        _isStopped = true;
        _thread?.Join();
        return _pushed;
    }

    private void Push(IObserver<long> observer)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!_isStopped)
        {
            for (var i = 0; i < Burst && !_isStopped; i++)
            {
                observer.OnNext(_pushed);
                _pushed++;
            }

            while (!_isStopped && TimeProvider.System.GetElapsedTime(start).TotalSeconds * perSecond < _pushed)
            {
                Thread.Yield();
            }
        }
    }

    private sealed class Subscription(Producer producer) : IDisposable
    {
        public void Dispose() => producer._isStopped = true;
    }
}
