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
    private const int Keys = 1_000;
    private const int Kinds = 10;
    private const long FirstTime = 1_700_000_000_000;

    private EventData(int count)
    {
        Rows = new Event[count];
        var random = new Random(20_010_101);
        for (var i = 0; i < count; i++)
        {
            Rows[i] = new Event(
                FirstTime + (i / PerMillisecond), random.Next(Keys), random.Next(Kinds), random.Next(1_000), random.Next(400) * 0.25);
        }

        Batches = [.. Enumerable.Range(0, count / BatchSize).Select(i => new ArraySegment<Event>(Rows, i * BatchSize, BatchSize))];
        ReadOnlyBatches = [.. Batches];
    }

    /// <summary>The data of all suites of a process.</summary>
    public static EventData Shared { get; } = new(Count);

    public Event[] Rows { get; }

    /// <summary>The same rows, 10,000 at a time.</summary>
    public ArraySegment<Event>[] Batches { get; }

    /// <summary>The batches as a source takes them, boxed beforehand.</summary>
    public IReadOnlyList<Event>[] ReadOnlyBatches { get; }
}
