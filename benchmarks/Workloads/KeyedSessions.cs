using System.Reactive.Linq;
using System.Reactive.Subjects;
using Akka;
using Akka.Streams;
using Akka.Streams.Dsl;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>W6: how many events each session of a million keys has; a session ends where its key has no event for 5 s.</summary>
public sealed class KeyedSessions() : EventWorkload(keys: 1_000_000)
{
    private const long Gap = 5_000;

    public override string Id => "W6";

    public override string Title => "count of sessions of 1,000,000 keys, gap 5 s";

    public override void AddQuery(IStreamQueryable<Event> events, Results results) => events
        .WithEventTime(e => e.Time, TimeUnit.Milliseconds, TimeSpan.Zero)
        .SessionWindow(e => e.Key, TimeSpan.FromMilliseconds(Gap))
        .GroupBy(e => e.Key)
        .Select(g => new SessionCount(g.Key, g.Window.Start.ToUnixTimeMilliseconds(), g.Window.End.ToUnixTimeMilliseconds(), g.Count()))
        .ForEachBatch(batch =>
        {
            foreach (var row in batch.AsSpan())
            {
                row.AddTo(results);
            }
        });

    // A session is given out when an event of its key comes beyond the gap, or at the end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Hand(Results results)
    {
        var open = new Dictionary<int, (long Start, long Last, int Count)>();
        foreach (var batch in Data.Batches)
        {
            foreach (ref readonly var e in batch.AsSpan())
            {
                ref var session = ref CollectionsMarshal.GetValueRefOrAddDefault(open, e.Key, out var exists);
                if (!exists)
                {
                    session.Start = e.Time;
                }
                else if (e.Time - session.Last > Gap)
                {
                    results.Add(session.Start, e.Key, session.Last + Gap - session.Start + session.Count);
                    session = (e.Time, e.Time, 0);
                }

                session.Last = e.Time;
                session.Count++;
            }
        }

        foreach (var (key, session) in open)
        {
            results.Add(session.Start, key, session.Last + Gap - session.Start + session.Count);
        }
    }

    public override void Linq(Results results)
    {
        var open = new Dictionary<int, SessionCount>();
        foreach (var batch in Data.Batches)
        {
            foreach (var times in batch.GroupBy(e => e.Key, e => e.Time))
            {
                var session = open.GetValueOrDefault(times.Key);
                foreach (var time in times)
                {
                    (session, var done) = Next(session, times.Key, time);
                    if (done.Count > 0)
                    {
                        done.AddTo(results);
                    }
                }

                open[times.Key] = session;
            }
        }

        foreach (var session in open.Values)
        {
            session.AddTo(results);
        }
    }

    public override void Rx(Results results)
    {
        var events = new Subject<Event>();
        var sessions = events.GroupBy(e => e.Key, e => e.Time).SelectMany(times => times
            .Append(EventData.End.Time)
            .Scan((Open: default(SessionCount), Done: default(SessionCount)), (state, time) => Next(state.Open, times.Key, time))
            .Where(state => state.Done.Count > 0)
            .Select(state => state.Done));
        using var output = sessions.Subscribe(session => session.AddTo(results));
        events.Push(Data.Batches);
    }

    public override Task AkkaAsync(IMaterializer materializer, Results results) => AkkaSource
        .Concat(Source.Single(EventData.End))
        .StatefulSelectMany<Event, SessionCount, NotUsed>(() =>
        {
            var open = new Dictionary<int, SessionCount>();
            return e =>
            {
                if (e.Key == EventData.End.Key)
                {
                    return open.Values;
                }

                ref var session = ref CollectionsMarshal.GetValueRefOrAddDefault(open, e.Key, out _);
                (session, var done) = Next(session, e.Key, e.Time);
                return done.Count > 0 ? [done] : [];
            };
        })
        .RunForeach(session => session.AddTo(results), materializer);

    // A row without a row before it within the gap begins a session.
    public override string Sql => """
        WITH marked AS (
            SELECT key, time, coalesce(time - lag(time) OVER (PARTITION BY key ORDER BY time) > 5000, true) AS begins FROM events),
        numbered AS (SELECT key, time, count(*) FILTER (begins) OVER (PARTITION BY key ORDER BY time) AS session FROM marked)
        SELECT min(time) AS second, key, max(time) + 5000 - min(time) + count(*) AS amount FROM numbered GROUP BY key, session
        """;

    // The session with the event, and the one that it ends, if any.
    private static (SessionCount Open, SessionCount Done) Next(SessionCount session, int key, long time) => session.Count > 0 && time <= session.End
        ? (session with { End = time + Gap, Count = session.Count + 1 }, default)
        : (new SessionCount(key, time, time + Gap, 1), session);
}

/// <summary>A result of <see cref="KeyedSessions"/>; times in milliseconds.</summary>
public readonly record struct SessionCount(int Key, long Start, long End, int Count)
{
    public void AddTo(Results results) => results.Add(Start, Key, End - Start + Count);
}
