namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>What is compared.</summary>
internal static class CompareWorkloads
{
    /// <summary>All, in the order of the tables.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new FilteredSum(),
        new KeyedSum(),
        new KeyedSum("W2m", keys: 1_000_000),
        new HoppingCount(),
        new HoppingMax(),
        new WindowJoin(),
        new WordCount(),
        new KeyedSessions(),
    ];

    public static IReadOnlyList<string> Ids { get; } = [.. All.Select(workload => workload.Id)];
}
