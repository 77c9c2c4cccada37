namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>What it costs to begin: a query is captured, planned, and its stages compiled.</summary>
public static class TypicalQuery
{
    /// <summary>The plan as text, down to a level; nothing is compiled.</summary>
    public static string Plan(ExplainLevel level = ExplainLevel.Optimized)
    {
        var context = new StreamContext(TimeSpan.FromMilliseconds(100));
        new KeyedSum().AddQuery(context.FromQueue(new Queue<IReadOnlyList<Event>>()), new Results());
        return context.Explain(level);
    }

    /// <summary>All of it, up to a context that is ready for its first batch.</summary>
    public static void Start()
    {
        using var run = new KeyedSum().Prepare(parallelism: 1);
    }
}
