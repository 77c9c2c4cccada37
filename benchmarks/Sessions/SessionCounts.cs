namespace Linq.Streaming.Benchmarks.Sessions;

/// <summary>W6: the sessions of a million keys with their starts and counts, by the engine and by a loop written by hand.</summary>
public sealed class SessionCounts
{
    private const int Gap = 5_000;

    private readonly Event[][] _batches = SessionEvents.Make();

    /// <summary>One pass of the engine.</summary>
    public Checksum Engine()
    {
        var checksum = default(Checksum);
        using var run = new SteppedRun<Event>(1, events => events
            .WithEventTime(e => e.Time, TimeUnit.Milliseconds, TimeSpan.Zero)
            .SessionWindow(e => e.Key, TimeSpan.FromMilliseconds(Gap))
            .GroupBy(e => e.Key)
            .Select(g => new { g.Key, g.Window.Start, Count = g.Count() })
            .ForEachBatch(batch =>
            {
                foreach (var row in batch.AsSpan())
                {
                    checksum.Add(row.Start.ToUnixTimeMilliseconds(), row.Key, row.Count, 0);
                }
            }));
        foreach (var batch in _batches)
        {
            run.Step(batch);
        }

        run.CloseWindows();
        return checksum;
    }

    /// <summary>The loop: events are ordered, so a session is done when an event of its key comes beyond the gap, or at the end.</summary>
    public Checksum Hand()
    {
        var checksum = default(Checksum);
        var open = new Dictionary<int, (long Start, long Last, int Count)>();
        foreach (var batch in _batches)
        {
            foreach (ref readonly var e in batch.AsSpan())
            {
                ref var session = ref CollectionsMarshal.GetValueRefOrAddDefault(open, e.Key, out var isOpen);
                if (isOpen && e.Time - session.Last <= Gap)
                {
                    (session.Last, session.Count) = (e.Time, session.Count + 1);
                    continue;
                }

                if (isOpen)
                {
                    checksum.Add(session.Start, e.Key, session.Count, 0);
                }

                session = (e.Time, e.Time, 1);
            }
        }

        foreach (var (key, session) in open)
        {
            checksum.Add(session.Start, key, session.Count, 0);
        }

        return checksum;
    }

    /// <summary>Sees that both find the same.</summary>
    public void Verify()
    {
        var (engine, hand) = (Engine(), Hand());
        if (engine != hand)
        {
            throw new InvalidOperationException($"The engine finds {engine} and the loop {hand}.");
        }
    }
}
