using System.Globalization;

namespace Faults.Shapes;

/// <summary>The inputs: always the same rows.</summary>
internal static class Events
{
    /// <summary>How many rows a batch has.</summary>
    public const int BatchSize = 4;

    public static IReadOnlyList<Event> Clicks { get; } = Generate(count: 40, seed: 1);

    public static IReadOnlyList<Event> Orders { get; } = Generate(count: 32, seed: 2);

    // A row in eight is too late for every window; the others are out of order by a few seconds.
    private static Event[] Generate(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new Event(
            random.Next(5),
            random.Next(3) == 0 ? "" : "n" + random.Next(4).ToString(CultureInfo.InvariantCulture),
            random.Next(-20, 100),
            Math.Max(0, (i / 2) + random.Next(-2, 3) - (random.Next(8) == 0 ? 9 : 0))))];
    }
}
