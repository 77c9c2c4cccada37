using System.Runtime.ExceptionServices;

namespace Linq.Streaming;

/// <summary>A hot observable over what an output receives. Publishing and completing never overlap; subscribing may, from any thread.</summary>
internal sealed class StreamObservable<T> : IObservable<T>
{
    private readonly Lock _gate = new();
    private volatile StreamSubscription<T>[] _subscriptions = [];
    private bool _ended;
    private Exception? _failure;

    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new StreamSubscription<T>(observer, Remove);
        lock (_gate)
        {
            if (!_ended)
            {
                _subscriptions = [.. _subscriptions, subscription];
                return subscription;
            }
        }

        subscription.End(_failure);
        return subscription;
    }

    /// <summary>Hands each element to each observer. Throws what observers threw, after the others have got all elements.</summary>
    public ValueTask Publish(ReadOnlySpan<T> elements)
    {
        Dictionary<StreamSubscription<T>, Exception>? thrown = null;
        foreach (var element in elements)
        {
            foreach (var subscription in _subscriptions)
            {
                if (thrown?.ContainsKey(subscription) == true)
                    continue;
                try
                {
                    subscription.Next(element);
                }
                catch (Exception exception)
                {
                    (thrown ??= []).Add(subscription, exception);
                }
            }
        }

        Rethrow(thrown?.Values);
        return ValueTask.CompletedTask;
    }

    /// <summary>Ends all subscriptions, present and future: with <paramref name="failure"/>, or normally where it is null.</summary>
    public void Complete(Exception? failure)
    {
        StreamSubscription<T>[] subscriptions;
        lock (_gate)
        {
            (_ended, _failure) = (true, failure);
            (subscriptions, _subscriptions) = (_subscriptions, []);
        }

        List<Exception>? thrown = null;
        foreach (var subscription in subscriptions)
        {
            try
            {
                subscription.End(failure);
            }
            catch (Exception exception)
            {
                (thrown ??= []).Add(exception);
            }
        }

        Rethrow(thrown);
    }

    private static void Rethrow(IReadOnlyCollection<Exception>? thrown)
    {
        if (thrown is { Count: 1 })
            ExceptionDispatchInfo.Throw(thrown.First());
        if (thrown is not null)
            throw new AggregateException(thrown);
    }

    private void Remove(StreamSubscription<T> subscription)
    {
        lock (_gate)
            _subscriptions = [.. _subscriptions.Where(other => other != subscription)];
    }
}
