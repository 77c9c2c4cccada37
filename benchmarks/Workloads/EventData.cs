namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>Ordered events, 100,000 for each second of event time, the same in every process.</summary>
/// <remarks>
/// Prices are multiples of 0.25 and values are small integers, so that sums are exact in whatever order they are made, and checksums equal.
/// </remarks>
public sealed class EventData
{
    public const int Count = 10_000_000;
    public const int BatchSize = 10_000;
    private const int PerMillisecond = 100;
    private const int Kinds = 10;
    private const long FirstTime = 1_700_000_000_000;

    private static readonly Lazy<EventData> OfSuites = new(() => new EventData(Count));

    private readonly Lazy<Event[]> _rows;

    /// <param name="count">How many; a multiple of <see cref="BatchSize"/>.</param>
    /// <param name="keys">How many keys they have.</param>
    /// <param name="seed">Other events for each.</param>
    public EventData(int count, int keys = 1_000, int seed = 20_010_101)
    {
        Batches = new Event[count / BatchSize][];
        var random = new RandomNumbers((ulong)seed);
        for (var i = 0; i < count; i++)
        {
            var batch = Batches[i / BatchSize] ??= new Event[BatchSize];
            batch[i % BatchSize] = new Event(
                FirstTime + (i / PerMillisecond), random.Next(keys), random.Next(Kinds), random.Next(1_000), random.Next(400) * 0.25);
        }

        _rows = new Lazy<Event[]>(() => [.. Batches.SelectMany(batch => batch)]);
    }

    /// <summary>The data of all suites of a process.</summary>
    public static EventData Shared => OfSuites.Value;

    /// <summary>An event later than all others, which ends the last second for whoever waits for the next.</summary>
    public static Event End { get; } = new(long.MaxValue, -1, -1, 0, 0);

    /// <summary>The second in which the first event is.</summary>
    public static long FirstSecond => FirstTime / 1000;

    /// <summary>The second in which the last one is.</summary>
    public long LastSecond => Batches[^1][^1].Time / 1000;

    /// <summary>The events, 10,000 at a time.</summary>
    public Event[][] Batches { get; }

    /// <summary>The same in one array, made when first asked for.</summary>
    public Event[] Rows => _rows.Value;

    /// <summary>The batches, those that reach into another second cut there.</summary>
    public IEnumerable<(long Second, Event[] Rows)> BySecond()
    {
        foreach (var batch in Batches)
        {
            for (var rest = batch; rest.Length > 0;)
            {
                var second = rest[0].Time / 1000;
                var length = rest[^1].Time / 1000 == second ? rest.Length : rest.TakeWhile(e => e.Time / 1000 == second).Count();
                yield return (second, length == rest.Length ? rest : rest[..length]);
                rest = rest[length..];
            }
        }
    }
}
