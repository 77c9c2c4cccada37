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
        return Run(input.Count, context => query(context.FromBatches(input, "first")), options ?? new StreamTestOptions());
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
            context => query(context.FromBatches(one, "first"), context.FromBatches(two, "second")),
            options ?? new StreamTestOptions());
    }

    private static List<IReadOnlyList<TOut>> Run<TOut>(int inputs, Func<StreamContext, IStreamQueryable<TOut>> build, StreamTestOptions options)
    {
        var outputs = new List<IReadOnlyList<TOut>>();
        var count = options.BatchCount ?? inputs;
        var restart = Math.Min(options.RestartAfterBatch ?? count, count);
        if (restart == count)
        {
            RunPart(build, options, options.CheckpointDirectory, outputs, count, isLast: true);
            return outputs;
        }

        using var own = options.CheckpointDirectory is null ? new OwnDirectory() : null;
        var directory = options.CheckpointDirectory ?? own!.Path;
        RunPart(build, options, directory, outputs, restart, isLast: false);
        RunPart(build, options, directory, outputs, count - restart, isLast: true);
        return outputs;
    }

    private static void RunPart<TOut>(
        Func<StreamContext, IStreamQueryable<TOut>> build, StreamTestOptions options, string? directory, List<IReadOnlyList<TOut>> outputs, int count, bool isLast)
    {
        var context = new StreamContext(Options(options) with { CheckpointDirectory = directory });
        build(context).ForEachBatch(batch => outputs.Add(batch));
        context.Start();
        try
        {
            for (var batch = 0; batch < count; batch++)
            {
                context.Run.Step();
                ThrowIfFailed(context);
            }

            if (isLast && options.FlushAtEnd)
            {
                context.Run.CloseWindows();
            }

            context.Run.RunHeld();
            ThrowIfFailed(context);
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
        LeastSnapshot = options.LeastSnapshot,
        HoldsBack = options.RunsAhead,
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
}
