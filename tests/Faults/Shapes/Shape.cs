using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>A query to be interrupted: what it reads, computes and writes is always the same.</summary>
internal abstract class Shape
{
    public string Name => GetType().Name;

    /// <summary>Builds sources, query and outputs.</summary>
    public abstract void Build(ShapeBuilder builder);

    /// <summary>One of each.</summary>
    public static IReadOnlyList<Shape> All { get; } =
    [
        new Map(), new SlidingSum(), new SlidingMax(), new SlidingRows(), new Tumbling(), new Hopping(), new Session(), new Late(), new IntervalJoin(), new WindowJoin(),
        new KeptJoin(), new DistinctSoFar(), new SumSoFar(), new TopSoFar(), new MapState(), new UpdateState(), new TwoOutputs(),
    ];

    protected static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    protected static IStreamQueryable<Event> Timed(IStreamQueryable<Event> rows) => rows.WithEventTime(row => row.At, TimeUnit.Seconds, Seconds(2));
}
