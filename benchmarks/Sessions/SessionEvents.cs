namespace Linq.Streaming.Benchmarks.Sessions;

/// <summary>Ordered events of random keys, 100,000 for each second of event time: with a gap of 5 s more than half of them begin a session.</summary>
public static class SessionEvents
{
    public const int Count = 10_000_000;
    public const int Keys = 1_000_000;

    private const int BatchSize = 10_000;
    private const int PerMillisecond = 100;
    private const long FirstTime = 1_700_000_000_000;

    /// <summary>The events, 10,000 at a time.</summary>
    public static Event[][] Make()
    {
        var random = new Random(20_010_101);
        var batches = new Event[Count / BatchSize][];
        for (var batch = 0; batch < batches.Length; batch++)
        {
            batches[batch] = new Event[BatchSize];
            for (var i = 0; i < BatchSize; i++)
            {
                var number = ((long)batch * BatchSize) + i;
                batches[batch][i] = new Event(FirstTime + (number / PerMillisecond), random.Next(Keys), random.Next(10), random.Next(1_000), random.Next(400) * 0.25);
            }
        }

        return batches;
    }
}
