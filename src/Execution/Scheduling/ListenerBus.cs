using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Tells listeners what happens, on a thread of its own, or on the caller's for runs that step.</summary>
internal sealed partial class ListenerBus
{
    private const int Capacity = 10_000;

    // A listener that does not return holds up the end of the run for so long at most.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IReadOnlyList<IStreamListener> _listeners;
    private readonly OwnCode _ownCode;
    private readonly ILogger _log;

    // Never disposed: events may come at any time.
    private readonly BlockingCollection<Action<IStreamListener>>? _events;
    private readonly Thread? _thread;
    private long _dropped;

    public ListenerBus(IReadOnlyList<IStreamListener> listeners, OwnCode ownCode, ILogger log, bool isStepped)
    {
        (_listeners, _ownCode, _log) = (listeners, ownCode, log);
        if (listeners.Count > 0 && !isStepped)
        {
            _events = new(Capacity);
            _thread = new Thread(Work) { IsBackground = true, Name = "LinqStream listeners" };
            _thread.Start();
        }
    }

    public bool HasListeners => _listeners.Count > 0;

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Tell(Action<IStreamListener> happened)
    {
        if (_events is null)
        {
            TellNow(happened);
        }
        else if (!TryAdd(happened))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Tells the last event, which is not dropped; no other comes after it.</summary>
    public void TellLast(Action<IStreamListener> happened)
    {
        if (_events is null)
        {
            TellNow(happened);
            return;
        }

        if (_events.IsAddingCompleted)
        {
            return;
        }

        // Without waiting for room, which a listener that hangs would never make.
        while (!TryAdd(happened) && !_events.IsAddingCompleted)
        {
            _events.TryTake(out _);
            Interlocked.Increment(ref _dropped);
        }

        _events.CompleteAdding();
    }

    /// <summary>Waits for listeners to have been told everything; not on their own thread.</summary>
    public void Join()
    {
        _events?.CompleteAdding();
        if (Thread.CurrentThread != _thread)
        {
            _thread?.Join(Patience);
        }
    }

    private bool TryAdd(Action<IStreamListener> happened)
    {
        try
        {
            return _events!.TryAdd(happened);
        }
        catch (InvalidOperationException) when (_events!.IsAddingCompleted)
        {
            return false;
        }
    }

    private void Work()
    {
        foreach (var happened in _events!.GetConsumingEnumerable())
        {
            TellNow(happened);
        }
    }

    private void TellNow(Action<IStreamListener> happened)
    {
        foreach (var listener in _listeners)
        {
            try
            {
                _ownCode.Call(() => happened(listener));
            }
            catch (Exception failure)
            {
                LogFailure(_log, listener.GetType().Name, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Listener {Listener} has failed; the query goes on")]
    private static partial void LogFailure(ILogger logger, string listener, Exception failure);
}
