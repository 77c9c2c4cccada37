using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>What the workloads in Rx share.</summary>
internal static class RxOperators
{
    /// <summary>A window for each second of ordered events: it ends when the next one begins.</summary>
    public static IObservable<(long Second, IObservable<Event> Events)> PerSecond(this IObservable<Event> events) =>
        Observable.Create<(long Second, IObservable<Event> Events)>(observer =>
        {
            var (window, end) = (new Subject<Event>(), long.MinValue);
            return events.Subscribe(
                e =>
                {
                    if (e.Time >= end)
                    {
                        window.OnCompleted();
                        window = new Subject<Event>();
                        end = ((e.Time / 1000) + 1) * 1000;
                        observer.OnNext((e.Time / 1000, window));
                    }

                    window.OnNext(e);
                },
                observer.OnError,
                () =>
                {
                    window.OnCompleted();
                    observer.OnCompleted();
                });
        });

    /// <summary>Pushes batches element by element, and the end.</summary>
    public static void Push(this Subject<Event> subject, IEnumerable<Event[]> batches)
    {
        foreach (var batch in batches)
        {
            subject.Push((ReadOnlySpan<Event>)batch);
        }

        subject.OnCompleted();
    }

    /// <summary>Pushes elements.</summary>
    public static void Push<T>(this Subject<T> subject, ReadOnlySpan<T> elements)
    {
        foreach (ref readonly var element in elements)
        {
            subject.OnNext(element);
        }
    }
}
