namespace Specification.Tests;

/// <summary>The input of a table test. A null batch means that the source has no RDD there.</summary>
public sealed class BatchTable<T>(T[]?[] batches)
{
    public T[]?[] Rows => batches;

    public StreamCase<TOut> Through<TOut>(Func<IStreamQueryable<T>, IStreamQueryable<TOut>> query) =>
        new(options => StreamTest.Run(batches, query, options), new());

    /// <summary>This and a second input.</summary>
    public BatchTables<T, TSecond> And<TSecond>(params TSecond[]?[] second) => new(batches, second);
}

/// <summary>The two inputs of a table test.</summary>
public sealed class BatchTables<TFirst, TSecond>(TFirst[]?[] first, TSecond[]?[] second)
{
    public StreamCase<TOut> Through<TOut>(Func<IStreamQueryable<TFirst>, IStreamQueryable<TSecond>, IStreamQueryable<TOut>> query) =>
        new(options => StreamTest.Run(first, second, query, options), new());
}
