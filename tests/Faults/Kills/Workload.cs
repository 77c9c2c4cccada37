using Faults.Shapes;

namespace Faults.Kills;

/// <summary>A query for a process of its own, that is to be killed.</summary>
/// <param name="Shape">The query.</param>
/// <param name="IsPushed">Whether rows come from a producer through a channel, and batches follow the clock; otherwise they are in an array.</param>
internal sealed record Workload(Shape Shape, bool IsPushed = false)
{
    public const int BatchSize = 50;

    /// <summary>How many batches of rows there are.</summary>
    public const int Batches = 240;

    public string Name => IsPushed ? $"{Shape.Name}-Pushed" : Shape.Name;

    /// <summary>Eight shapes. Of a pushed one the rows may not depend on where batches are cut.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new(new Map()), new(new SlidingSum()), new(new Tumbling()), new(new Session()), new(new IntervalJoin()), new(new DistinctSoFar()), new(new TopSoFar()), new(new MapState()),
        new(new DistinctSoFar(), IsPushed: true),
    ];

    public static Workload Named(string name) => All.Single(workload => workload.Name == name);

    public override string ToString() => Name;
}
