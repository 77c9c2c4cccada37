using Akka;
using Akka.Streams.Dsl;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>What the workloads in Akka.Streams share.</summary>
internal static class AkkaOperators
{
    /// <summary>For each second of ordered events what <paramref name="add"/> has made of them, given when the next second begins.</summary>
    public static Source<(long Second, TState State), NotUsed> PerSecond<TState>(this Source<Event, NotUsed> events, Action<TState, Event> add)
        where TState : new() =>
        events.Concat(Source.Single(EventData.End)).StatefulSelectMany<Event, (long Second, TState State), NotUsed>(() =>
        {
            var (state, end) = (new TState(), 0L);
            return e =>
            {
                if (e.Time < end)
                {
                    add(state, e);
                    return [];
                }

                (long Second, TState State)[] done = end == 0 ? [] : [((end / 1000) - 1, state)];
                (state, end) = (new TState(), ((e.Time / 1000) + 1) * 1000);
                add(state, e);
                return done;
            };
        });
}
