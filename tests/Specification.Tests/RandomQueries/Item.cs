namespace Specification.Tests.RandomQueries;

/// <summary>The row of random queries: every step takes and gives these, so that any steps fit together.</summary>
public sealed record Item(int A, int B, string? S);

/// <summary>A step of a random query, as a stream operator and as the same over lists.</summary>
/// <param name="Name">What it does.</param>
/// <param name="Stream">The operators.</param>
/// <param name="Model">What they do to the rows of one batch or window, in LINQ to Objects.</param>
/// <param name="NeedsOrder">Whether its result depends on the order of rows.</param>
/// <param name="After">What becomes of the order: true: specified, false: not, null: as before.</param>
internal sealed record Step(
    string Name,
    Func<IStreamQueryable<Item>, IStreamQueryable<Item>> Stream,
    Func<IReadOnlyList<Item>, IEnumerable<Item>> Model,
    bool NeedsOrder = false,
    bool? After = null)
{
    /// <summary>In batches; null for a step within one batch or window.</summary>
    public (int Length, int Slide)? Window { get; init; }

    public override string ToString() => Name;
}
