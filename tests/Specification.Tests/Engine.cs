namespace Specification.Tests;

/// <summary>One way to run a query. Results must not depend on it, but for the order of rows where that is unspecified.</summary>
/// <param name="Partitions">The number of partitions.</param>
/// <param name="Optimize">Whether rules rewrite the plan.</param>
/// <param name="RunsAhead">Whether stages of a batch run before the batch before it, as far as they need nothing of that one.</param>
public sealed record Engine(int Partitions, bool Optimize, bool RunsAhead)
{
    public static IReadOnlyList<Engine> All { get; } =
    [
        new(1, Optimize: true, RunsAhead: false),
        new(1, Optimize: false, RunsAhead: true),
        new(2, Optimize: true, RunsAhead: true),
        new(2, Optimize: false, RunsAhead: false),
        new(7, Optimize: true, RunsAhead: false),
        new(7, Optimize: false, RunsAhead: true),
    ];

    public StreamTestOptions Apply(StreamTestOptions options) => options with { Partitions = Partitions, Optimize = Optimize, RunsAhead = RunsAhead };
}
