using Linq.Streaming.Execution.Checkpointing;

namespace Linq.Streaming.Testing;

/// <summary>Batches in, batches out, on a virtual clock: runs a query as a context does, one step after the other on the caller's thread.</summary>
public static class StreamTest
{
    /// <summary>Runs a query over one input.</summary>
    /// <param name="batches">The elements of each batch; null where the source has no RDD at that batch, which is not the same as no elements.</param>
    /// <param name="query">The query. It is built once, and once more for a restart.</param>
    /// <param name="options">How to run it; null for the defaults.</param>
    /// <returns>One list for each batch at which the output stream exists, and where event-time windows are closed at the end one more with what they give.</returns>
    /// <exception cref="StreamQueryException">The query is refused, or a batch failed.</exception>
    public static IReadOnlyList<IReadOnlyList<TOut>> Run<TIn, TOut>(
        IEnumerable<IEnumerable<TIn>?> batches,
        Func<IStreamQueryable<TIn>, IStreamQueryable<TOut>> query,
        StreamTestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(batches);
        ArgumentNullException.ThrowIfNull(query);
        var input = Batches(batches);
        return Run(input.Count, (context, after) => query(context.FromBatches(Rest(input, after), "first")), options ?? new StreamTestOptions());
    }

    /// <summary>Runs a query over two inputs.</summary>
    /// <inheritdoc cref="Run{TIn, TOut}"/>
    public static IReadOnlyList<IReadOnlyList<TOut>> Run<TIn1, TIn2, TOut>(
        IEnumerable<IEnumerable<TIn1>?> first,
        IEnumerable<IEnumerable<TIn2>?> second,
        Func<IStreamQueryable<TIn1>, IStreamQueryable<TIn2>, IStreamQueryable<TOut>> query,
        StreamTestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(query);
        var (one, two) = (Batches(first), Batches(second));
        return Run(
            Math.Max(one.Count, two.Count),
            (context, after) => query(context.FromBatches(Rest(one, after), "first"), context.FromBatches(Rest(two, after), "second")),
            options ?? new StreamTestOptions());
    }

    private static List<IReadOnlyList<TOut>> Run<TOut>(
        int inputs, Func<StreamContext, int, IStreamQueryable<TOut>> build, StreamTestOptions options)
    {
        var outputs = new List<IReadOnlyList<TOut>>();
        var count = options.BatchCount ?? inputs;
        var restart = Math.Min(options.RestartAfterBatch ?? count, count);
        var saved = RunPart(build, options, outputs, from: 0, restart, saved: null, isLast: restart == count);
        if (restart < count)
        {
            RunPart(build, options, outputs, restart, count, saved, isLast: true);
        }

        return outputs;
    }

    private static SavedContext RunPart<TOut>(
        Func<StreamContext, int, IStreamQueryable<TOut>> build, StreamTestOptions options, List<IReadOnlyList<TOut>> outputs,
        int from, int to, SavedContext? saved, bool isLast)
    {
        var context = new StreamContext(Options(options));
        build(context, from).ForEachBatch(batch => outputs.Add(batch));
        context.Start(saved);
        try
        {
            for (var batch = from; batch < to; batch++)
            {
                context.Run.Step();
                ThrowIfFailed(context);
            }

            if (isLast && options.FlushAtEnd)
            {
                context.Run.CloseWindows();
                ThrowIfFailed(context);
            }

            return context.Run.Save();
        }
        finally
        {
            context.Run.Dispose();
        }
    }

    private static StreamOptions Options(StreamTestOptions options) => new()
    {
        BatchInterval = options.BatchInterval,
        Parallelism = options.Partitions,
        ExactPartitions = true,
        IsStepped = true,
        ZeroTime = options.ZeroTime,
        Optimize = options.Optimize,
        IsUnfused = options.IsUnfused,
        DebugStages = DebugsStages,
        RequiresDebugStages = true,
    };

    /// <summary>Whether every run is one with <see cref="StreamOptions.DebugStages"/>: for a second pass of a test suite.</summary>
    internal static bool DebugsStages { get; set; }

    private static void ThrowIfFailed(StreamContext context)
    {
        if (context.Completion.IsFaulted)
        {
            context.Completion.GetAwaiter().GetResult();
        }
    }

    private static List<IReadOnlyList<T>?> Batches<T>(IEnumerable<IEnumerable<T>?> batches) =>
        [.. batches.Select(batch => batch is null ? null : (IReadOnlyList<T>)[.. batch])];

    private static List<IReadOnlyList<T>?> Rest<T>(List<IReadOnlyList<T>?> batches, int after) => [.. batches.Skip(after)];
}
