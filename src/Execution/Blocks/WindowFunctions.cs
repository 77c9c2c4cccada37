namespace Linq.Streaming.Execution.Blocks;

/// <summary>What is done to each window instance of rows that carry their window.</summary>
internal interface IWindowFunctions
{
    /// <summary>The rows of each window without the first <paramref name="skip"/>, and at most <paramref name="take"/> of the rest.</summary>
    BlockSet Slice(BlockSet rows, int skip, int take);
}

/// <summary>Makes the <see cref="IWindowFunctions"/> of a row type.</summary>
internal static class WindowFunctions
{
    public static IWindowFunctions Of(Type row) => (IWindowFunctions)Activator.CreateInstance(typeof(WindowFunctions<>).MakeGenericType(row))!;
}

/// <inheritdoc cref="IWindowFunctions"/>
internal sealed class WindowFunctions<T> : IWindowFunctions
{
    public BlockSet Slice(BlockSet rows, int skip, int take) => new BlockSet<Timed<T>>(
        [[.. WindowRuns.Of((BlockSet<Timed<T>>)rows).SelectMany(run => new BlockSet<Timed<T>>([[.. run]]).Slice(skip, take).All())]]);
}
