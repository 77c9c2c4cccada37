using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Blocks;

/// <summary>Calls a user's function of many rows.</summary>
internal interface IBlockFunction
{
    /// <summary>What <paramref name="function"/>, a delegate, makes of the rows.</summary>
    /// <exception cref="StreamQueryException">LS3007: the function returned null.</exception>
    BlockSet Apply(object function, IReadOnlyList<BlockSet> rows, DateTimeOffset batchTime);
}

/// <summary>Makes the <see cref="IBlockFunction"/> of a template.</summary>
internal static class BlockFunction
{
    public static IBlockFunction Of(Type[] storedTypes, TransformedDStream template)
    {
        var kind = (template.IsPerPartition, storedTypes.Length, template.IsPerWindow) switch
        {
            (_, _, true) => typeof(WindowedFunction<,>),
            (true, _, _) => typeof(PartitionFunction<,>),
            (_, 1, _) => typeof(InstanceFunction<,>),
            _ => typeof(PairFunction<,,>),
        };
        Type[] types = [.. template.Sources.Select(source => source.ElementType), template.ResultType];
        return (IBlockFunction)Activator.CreateInstance(kind.MakeGenericType(types), template.IsPerWindow ? [template.IsPerPartition] : [])!;
    }

    /// <summary>The rows of a set, without the times that may be kept beside them.</summary>
    public static IEnumerable<T> Rows<T>(BlockSet set, int? partition = null) => set is BlockSet<Timed<T>> timed
        ? Rows(timed, partition).Select(row => row.Value)
        : Rows((BlockSet<T>)set, partition);

    /// <summary>The result of a function in memory of its own.</summary>
    public static Block<T>[] Block<T>(IEnumerable<T>? rows, string op) =>
        [new Block<T>((rows ?? throw new StreamQueryException(StreamErrors.NullSequence(op))).ToArray())];

    private static IEnumerable<T> Rows<T>(BlockSet<T> set, int? partition)
    {
        foreach (var block in partition is { } p ? set.Blocks(p) : set.All())
        {
            for (var i = block.Offset; i < block.Offset + block.Count; i++)
            {
                yield return block.Array[i];
            }
        }
    }
}

/// <summary>A function of the rows of each partition.</summary>
internal sealed class PartitionFunction<T, TResult> : IBlockFunction
{
    public BlockSet Apply(object function, IReadOnlyList<BlockSet> rows, DateTimeOffset batchTime)
    {
        var map = (Func<IEnumerable<T>, IEnumerable<TResult>>)function;
        return new BlockSet<TResult>([.. Enumerable.Range(0, rows[0].PartitionCount).Select(partition =>
            BlockFunction.Block(map(BlockFunction.Rows<T>(rows[0], partition)), nameof(StreamQueryable.MapPartitions)))]);
    }
}

/// <summary>A function of all rows and the batch time.</summary>
internal sealed class InstanceFunction<T, TResult> : IBlockFunction
{
    public BlockSet Apply(object function, IReadOnlyList<BlockSet> rows, DateTimeOffset batchTime)
    {
        var transform = (Func<IEnumerable<T>, DateTimeOffset, IEnumerable<TResult>>)function;
        return new BlockSet<TResult>([BlockFunction.Block(transform(BlockFunction.Rows<T>(rows[0]), batchTime), nameof(StreamQueryable.Transform))]);
    }
}

/// <summary>A function of all rows of two streams and the batch time.</summary>
internal sealed class PairFunction<T, TOther, TResult> : IBlockFunction
{
    public BlockSet Apply(object function, IReadOnlyList<BlockSet> rows, DateTimeOffset batchTime)
    {
        var transform = (Func<IEnumerable<T>, IEnumerable<TOther>, DateTimeOffset, IEnumerable<TResult>>)function;
        var result = transform(BlockFunction.Rows<T>(rows[0]), BlockFunction.Rows<TOther>(rows[1]), batchTime);
        return new BlockSet<TResult>([BlockFunction.Block(result, nameof(StreamQueryable.Transform))]);
    }
}

/// <summary>A function of the rows of each window instance and the window's end, or of those of each window instance in each partition.</summary>
internal sealed class WindowedFunction<T, TResult>(bool isPerPartition) : IBlockFunction
{
    public BlockSet Apply(object function, IReadOnlyList<BlockSet> rows, DateTimeOffset batchTime)
    {
        var all = (BlockSet<Timed<T>>)rows[0];
        return isPerPartition
            ? new BlockSet<Timed<TResult>>([.. Enumerable.Range(0, all.PartitionCount).Select(partition => Apply(function, new BlockSet<Timed<T>>([all.Blocks(partition)])))])
            : new BlockSet<Timed<TResult>>([Apply(function, all)]);
    }

    private Block<Timed<TResult>>[] Apply(object function, BlockSet<Timed<T>> rows) =>
        [.. WindowRuns.Of(rows).Select(run => Apply(function, new BlockSet<Timed<T>>([[.. run]]), run.First(block => block.Count > 0).Span[0]))];

    private Block<Timed<TResult>> Apply(object function, BlockSet<Timed<T>> run, Timed<T> first)
    {
        var rows = BlockFunction.Rows<T>(run);
        var results = isPerPartition
            ? BlockFunction.Block(((Func<IEnumerable<T>, IEnumerable<TResult>>)function)(rows), nameof(StreamQueryable.MapPartitions))
            : BlockFunction.Block(((Func<IEnumerable<T>, DateTimeOffset, IEnumerable<TResult>>)function)(rows, WindowEnd(first)), nameof(StreamQueryable.Transform));
        return new Block<Timed<TResult>>([.. new BlockSet<TResult>([results]).ToArray().Select(
            row => new Timed<TResult>(row, first.Time, first.WindowStart, first.Mark))]);
    }

    private static DateTimeOffset WindowEnd(Timed<T> row) => TimeWindow.FromTicks(row.WindowStart, row.Time + 1).End;
}
