namespace Specification.Tests.RandomQueries;

/// <summary>Steps put together: as a query, and as the obvious computation over lists.</summary>
internal sealed class RandomQuery
{
    private const int LongestWindow = 6;

    private static readonly Gen<Step> Any = Gen.Frequency((5, RowSteps.All), (3, GroupSteps.All), (3, OrderSteps.All), (2, GenSteps.Window));

    private readonly List<Step> _steps = [];
    private int _slide = 1;

    /// <summary>1 to 6 steps; one that would need an order which is not specified there is left out, and so is a slide that grows without end.</summary>
    public static readonly Gen<RandomQuery> All = Any.Array[1, 6].Select(steps => new RandomQuery(steps));

    private RandomQuery(IEnumerable<Step> steps)
    {
        HasOrder = true;
        foreach (var step in steps)
        {
            Add(step);
        }
    }

    /// <summary>Whether the order of the rows that come out is specified.</summary>
    public bool HasOrder { get; private set; }

    public IStreamQueryable<Item> Over(IStreamQueryable<Item> source) => _steps.Aggregate(source, (stream, step) => step.Window is { } window
        ? stream.Window(TimeSpan.FromSeconds(window.Length), TimeSpan.FromSeconds(window.Slide))
        : step.Stream(stream));

    /// <summary>The rows at each batch; null where the stream has none.</summary>
    public IReadOnlyList<IReadOnlyList<Item>?> Model(IReadOnlyList<IReadOnlyList<Item>?> batches) => _steps.Aggregate(batches, (stream, step) => step.Window is { } window
        ? [.. stream.Select((_, i) => Window(stream, i + 1, window.Length, window.Slide))]
        : [.. stream.Select(rows => rows is null ? null : (IReadOnlyList<Item>)[.. step.Model(rows)])]);

    public override string ToString() => $"{string.Join(" → ", _steps)}{(HasOrder ? " (ordered)" : "")}";

    private static IReadOnlyList<Item>? Window(IReadOnlyList<IReadOnlyList<Item>?> stream, int time, int length, int slide) => time % slide != 0
        ? null
        : [.. Enumerable.Range(1, time).Where(t => t > time - length).SelectMany(t => stream[t - 1] ?? [])];

    private void Add(Step step)
    {
        if ((step.NeedsOrder && !HasOrder) || (step.Window is { } w && w.Length * w.Slide * _slide > LongestWindow))
        {
            return;
        }

        if (step.Window is { } window)
        {
            step = step with { Window = (window.Length * _slide, window.Slide * _slide) };
            _slide *= window.Slide;
        }

        HasOrder = step.After ?? HasOrder;
        _steps.Add(step);
    }
}
