using Linq.Streaming.Execution.Checkpointing;

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
        SavedContext? saved = null;
        for (var i = 0; i < parts.Length; i++)
        {
            var context = new StreamContext(Options(parts[i].Partitions));
            query(context.FromBatches<TIn>([.. first.Skip(from)], "first"), context.FromBatches<TIn>([.. second.Skip(from)], "second")).ForEachBatch(batch => given.Add(batch));
            var lateHere = 0L;
            context.BatchCompleted += batch => lateHere = batch.Operators.Sum(op => op.LateCount);
            saved = Run(context, saved, parts[i].Until - from, isLast: i == parts.Length - 1);
            (from, late) = (parts[i].Until, late + lateHere);
        }

        return (given, late);
    }

    private static SavedContext Run(StreamContext context, SavedContext? saved, int batches, bool isLast)
    {
        context.Start(saved);
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

            return context.Run.Save();
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
