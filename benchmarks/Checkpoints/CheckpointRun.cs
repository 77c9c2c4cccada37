using System.Diagnostics;

namespace Linq.Streaming.Benchmarks.Checkpoints;

/// <summary>A count by key over everything so far, over batches of random keys, with the threads of a context.</summary>
internal static class CheckpointRun
{
    /// <summary>Rows for a run: a first batch that has each key once, where there is one, and the batches that count.</summary>
    public static (int[] First, int[] Rows, int BatchSize) Rows(int keys, int first, int batchSize, int batches)
    {
        var random = new Random(1);
        var rows = new int[batchSize * batches];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = random.Next(keys);
        }

        return ([.. Enumerable.Range(0, first)], rows, batchSize);
    }

    /// <summary>Seconds from the first batch that counts to the end, and the bytes logged meanwhile.</summary>
    public static (double Seconds, long LogBytes) Over((int[] First, int[] Rows, int BatchSize) rows, string? directory)
    {
        var (start, before, after) = (0L, 0L, 0L);
        StreamContext? context = null;
        context = Context(rows, directory, () =>
        {
            if (start == 0)
            {
                (start, before) = (Stopwatch.GetTimestamp(), Logged(context!));
            }
        });
        var run = context.RunAsync();
        run.GetAwaiter().GetResult();
        after = Logged(context);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        context.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return (seconds, after - before);
    }

    /// <summary>Seconds that a start takes to put back the state of an earlier run.</summary>
    public static double TimeToRestart((int[] First, int[] Rows, int BatchSize) rows, string directory)
    {
        var context = Context(rows, directory, () => { }, isStepped: true);
        var start = Stopwatch.GetTimestamp();
        context.Start();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        context.Run.Dispose();
        return seconds;
    }

    // Batches have one size, so a large first one is a source of its own, that ends with it.
    private static StreamContext Context((int[] First, int[] Rows, int BatchSize) rows, string? directory, Action onBatch, bool isStepped = false)
    {
        var context = new StreamContext(new StreamOptions
        {
            BatchInterval = TimeSpan.FromMilliseconds(100),
            Parallelism = 1,
            CheckpointDirectory = directory,
            IsStepped = isStepped,
        });
        var batches = context.FromEnumerable(rows.Rows, "rows", rows.BatchSize);
        var all = rows.First.Length == 0 ? batches : batches.Concat(context.FromEnumerable(rows.First, "first", rows.First.Length));
        all.Accumulate().CountBy(key => key).ForEachBatch(_ => onBatch());
        return context;
    }

    private static long Logged(StreamContext context) => context.Run?.Settings.Durable?.LogBytes ?? 0;
}
