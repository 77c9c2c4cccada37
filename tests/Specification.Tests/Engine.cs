namespace Specification.Tests;

/// <summary>One way to run a query. Results must not depend on it, but for the order of rows where that is unspecified.</summary>
public sealed record Engine(int Partitions, bool Optimize)
{
    public static IReadOnlyList<Engine> All { get; } =
        [.. from partitions in new[] { 1, 2, 7 } from optimize in new[] { true, false } select new Engine(partitions, optimize)];

    public StreamTestOptions Apply(StreamTestOptions options) => options with { Partitions = Partitions, Optimize = Optimize };
}
