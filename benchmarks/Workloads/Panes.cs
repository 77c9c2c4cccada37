namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>What each key has in a second.</summary>
internal readonly record struct Pane<T>(long Second, IEnumerable<KeyValuePair<int, T>> Keys);

/// <summary>Windows of ten seconds that hop by one, made of panes; for those who merge panes with LINQ.</summary>
internal static class Panes
{
    public const int PerWindow = 10;

    /// <summary>The empty panes of the first windows.</summary>
    public static IEnumerable<Pane<T>> Before<T>() => Empty<T>(EventData.FirstSecond - PerWindow + 1);

    /// <summary>The empty panes of the last windows.</summary>
    public static IEnumerable<Pane<T>> After<T>(EventData data) => Empty<T>(data.LastSecond + 1);

    /// <summary>Each run of ten panes.</summary>
    public static IEnumerable<IReadOnlyCollection<Pane<T>>> Windows<T>(this IEnumerable<Pane<T>> panes)
    {
        var window = new Queue<Pane<T>>();
        foreach (var pane in panes)
        {
            window.Enqueue(pane);
            if (window.Count == PerWindow)
            {
                yield return window;
                window.Dequeue();
            }
        }
    }

    private static IEnumerable<Pane<T>> Empty<T>(long first) => Enumerable.Range(0, PerWindow - 1).Select(i => new Pane<T>(first + i, []));
}
