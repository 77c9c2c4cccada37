using System.Globalization;
using Faults.Shapes;

namespace Faults.Kills;

/// <summary>Inputs that go on for hundreds of batches: always the same rows.</summary>
internal static class ManyEvents
{
    public static Event[] Clicks() => Generate(seed: 1);

    public static Event[] Orders() => Generate(seed: 2);

    // Keys and amounts move on, so that every batch has something that is new, and ends something that is old.
    private static Event[] Generate(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Workload.Batches * Workload.BatchSize).Select(i => new Event(
            random.Next(8) + (i / 40),
            "n" + random.Next(4).ToString(CultureInfo.InvariantCulture),
            random.Next(-20, 100) + (i / 10),
            Math.Max(0, (i / 2) + random.Next(-2, 3) - (random.Next(8) == 0 ? 9 : 0))))];
    }
}
