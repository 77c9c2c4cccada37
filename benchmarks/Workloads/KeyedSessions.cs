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
                open[times.Key] = times.Aggregate(open.GetValueOrDefault(times.Key), (session, time) => Next(session, times.Key, time, results));
            }
        }

        foreach (var session in open.Values)
        {
            session.AddTo(results);
        }
    }

    private static SessionCount Next(SessionCount session, int key, long time, Results results)
    {
        if (session.Count > 0 && time <= session.End)
        {
            return session with { End = time + Gap, Count = session.Count + 1 };
        }

        if (session.Count > 0)
        {
            session.AddTo(results);
        }

        return new SessionCount(key, time, time + Gap, 1);
    }
}

/// <summary>A result of <see cref="KeyedSessions"/>; times in milliseconds.</summary>
public readonly record struct SessionCount(int Key, long Start, long End, int Count)
{
    public void AddTo(Results results) => results.Add(Start, Key, End - Start + Count);
}
