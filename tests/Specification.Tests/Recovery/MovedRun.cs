namespace Specification.Tests.Recovery;

/// <summary>A part of a run: until so many batches have been made, in so many partitions.</summary>
public readonly record struct RunPart(int Until, int Partitions);

/// <summary>A run over two inputs that ends without warning after some of its batches, and is gone on with in another number of partitions. Tasks are tried often.</summary>
internal static class MovedRun
{
    /// <summary>What each batch gave, and after the last part one list more for the end of the input; and how many rows were late.</summary>
    public static (IReadOnlyList<IReadOnlyList<TOut>> Given, long Late) Of<TIn, TOut>(
        TIn[]?[] first, TIn[]?[] second, Func<IStreamQueryable<TIn>, IStreamQueryable<TIn>, IStreamQueryable<TOut>> query, params ReadOnlySpan<RunPart> parts)
    {
        var given = new List<IReadOnlyList<TOut>>();
        var (from, late) = (0, 0L);
        using var directory = new OwnDirectory();
        for (var i = 0; i < parts.Length; i++)
        {
            var context = new StreamContext(Options(parts[i].Partitions) with { CheckpointDirectory = directory.Path, LeastSnapshot = i % 2 == 0 ? 1 : 1 << 20 });
            query(context.FromBatches(first, "first"), context.FromBatches(second, "second")).ForEachBatch(batch => given.Add(batch));
            var lateHere = 0L;
            context.BatchCompleted += batch => lateHere = batch.Operators.Sum(op => op.LateCount);
            Run(context, parts[i].Until - from, isLast: i == parts.Length - 1);
            (from, late) = (parts[i].Until, late + lateHere);
        }

        return (given, late);
    }

    private static void Run(StreamContext context, int batches, bool isLast)
    {
        context.Start();
        try
        {
            for (var batch = 0; batch < batches; batch++)
            {
                context.Run.Step();
            }

            if (isLast)
            {
                context.Run.CloseWindows();
            }

            if (context.Completion.IsFaulted)
            {
                context.Completion.GetAwaiter().GetResult();
            }
        }
        finally
        {
            context.Run.Dispose();
        }
    }

    private static StreamOptions Options(int partitions) => new()
    {
        BatchInterval = TimeSpan.FromSeconds(1),
        Parallelism = partitions,
        ExactPartitions = true,
        IsStepped = true,
        ZeroTime = DateTimeOffset.UnixEpoch,
        MaxTaskAttempts = 100,
    };
}
