using Faults.Shapes;

namespace Faults.Running;

/// <summary>A shape, and how it is run.</summary>
/// <param name="Shape">The query.</param>
/// <param name="Source">Where rows come from.</param>
/// <param name="Sink">Where rows go.</param>
/// <param name="Parallelism">The number of partitions.</param>
/// <param name="LeastSnapshot">After how many bytes of log a snapshot is taken.</param>
internal sealed record Case(Shape Shape, SourceKind Source, SinkKind Sink, int Parallelism, long LeastSnapshot)
{
    /// <summary>A snapshot after each batch, or as soon as the log has grown as much as the last one.</summary>
    public const long Often = 1;

    /// <summary>A few snapshots in a run.</summary>
    public const long Rarely = 3000;

    /// <summary>Rows that a restart of the source leaves out: a planted fault.</summary>
    public long LostOffset { get; init; }

    /// <summary>What it is called where it fails.</summary>
    public string Name => $"{Shape.Name}-{Source}-{Sink}-{Parallelism}-{(LeastSnapshot == Often ? nameof(Often) : nameof(Rarely))}";

    /// <summary>Every shape in several ways, so that each kind of source, sink, parallelism and snapshot meets each shape.</summary>
    public static IReadOnlyList<Case> All { get; } = [.. Shape.All.SelectMany((shape, i) => Of(shape, i))];

    public override string ToString() => Name;

    private static IEnumerable<Case> Of(Shape shape, int i)
    {
        yield return new Case(shape, SourceKind.Array, i % 2 == 0 ? SinkKind.File : SinkKind.Remote, 1 + (i % 2), Often);
        yield return new Case(shape, SourceKind.Channel, i % 2 == 0 ? SinkKind.Remote : SinkKind.File, 2 - (i % 2), Rarely);
        yield return new Case(shape, SourceKind.Replayed, SinkKind.Remote, 2, i % 2 == 0 ? Often : Rarely);

        // Of one source: when one of several fails, the others have a batch of their own, which a run without faults does not have.
        if (shape is Map or Tumbling or Session or SumSoFar or MapState)
        {
            yield return new Case(shape, SourceKind.Receiver, i % 4 == 0 ? SinkKind.File : SinkKind.Remote, 2, i % 4 == 0 ? Rarely : Often);
        }
    }
}
