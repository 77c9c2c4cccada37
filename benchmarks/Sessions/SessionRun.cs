namespace Linq.Streaming.Benchmarks.Sessions;

/// <summary>Sessions with a count over event time, moved on by passes of the same events at later times.</summary>
/// <remarks>A key's events are spread over batches, so that each changes the state. What differs between runs is how many sessions are open at once.</remarks>
public sealed class SessionRun : IDisposable
{
    /// <summary>How many events a pass has.</summary>
    public const int Events = 1_000_000;

    /// <summary>How many keys they have.</summary>
    public const int Keys = 100_000;

    private const int BatchSize = 1_000;

    /// <summary>How many events of a key the gap spans on average.</summary>
    private const int EventsInGap = 4;

    private readonly SteppedRun<Visit> _run;
    private readonly Visit[][] _batches;
    private readonly long _distance;
    private long _pass = -1;

    /// <param name="keys">The key of each event, in order; one event every 10 microseconds.</param>
    /// <param name="gap">The gap, in events.</param>
    private SessionRun(IEnumerable<int> keys, int gap)
    {
        // A pass begins when the sessions of the one before have ended.
        _distance = 10L * (Events + gap + 1);
        _batches = [.. keys.Select((key, i) => new Visit(10L * i, key)).Chunk(BatchSize)];
        _run = new SteppedRun<Visit>(1, visits => visits
            .WithEventTime(visit => visit.Time, TimeUnit.Microseconds, TimeSpan.Zero)
            .SessionWindow(visit => visit.Key, TimeSpan.FromMicroseconds(10 * gap))
            .GroupBy(visit => visit.Key).Select(g => g.Count()).ForEachBatch(batch => Count(batch)));
    }

    /// <summary>The sessions so far.</summary>
    public long Sessions { get; private set; }

    /// <summary>The events of those sessions.</summary>
    public long Counted { get; private set; }

    /// <summary>Sessions of 10 events, of so many keys at a time, each of which comes once before any comes again.</summary>
    public static SessionRun Of(int open)
    {
        const int PerSession = Events / Keys;
        var random = new Random(1);
        var cohorts = Enumerable.Range(0, Keys).Chunk(open);
        return new SessionRun(cohorts.SelectMany(keys => Enumerable.Range(0, PerSession).SelectMany(_ => Shuffled(keys, random))), EventsInGap * open);
    }

    /// <summary>Random keys: with a short gap a session is mostly one event, with a long one those of a key never close.</summary>
    public static SessionRun OfRandomKeys(int gap)
    {
        var random = new Random(1);
        return new SessionRun(Enumerable.Range(0, Events).Select(_ => random.Next(Keys)), gap);
    }

    /// <summary>Makes the events later than all before.</summary>
    public void Prepare()
    {
        _pass++;
        for (var i = 0; i < _batches.Length; i++)
        {
            for (var j = 0; j < BatchSize; j++)
            {
                _batches[i][j] = _batches[i][j] with { Time = (_pass * _distance) + (10L * ((i * BatchSize) + j)) };
            }
        }
    }

    /// <summary>Runs a pass.</summary>
    public void MoveOn()
    {
        foreach (var batch in _batches)
        {
            _run.Step(batch);
        }
    }

    /// <summary>Closes what is open and sees that no event has been lost.</summary>
    public void Dispose()
    {
        _run.CloseWindows();
        _run.Dispose();
        if (Counted != (_pass + 1) * Events)
        {
            throw new InvalidOperationException($"{Counted} events are in sessions, of {(_pass + 1) * Events}.");
        }
    }

    private void Count(Batch<int> counts)
    {
        Sessions += counts.Count;
        foreach (var count in counts)
        {
            Counted += count;
        }
    }

    private static int[] Shuffled(int[] keys, Random random)
    {
        var shuffled = (int[])keys.Clone();
        random.Shuffle(shuffled);
        return shuffled;
    }
}

/// <summary>A visit to a page, say; its time in microseconds.</summary>
public readonly record struct Visit(long Time, int Key);
