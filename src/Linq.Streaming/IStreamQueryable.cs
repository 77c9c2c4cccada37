using System.Linq.Expressions;

namespace Linq.Streaming;

/// <summary>A stream query whose element type is known at run time only: an expression that has been captured and not yet planned.</summary>
public interface IStreamQueryable
{
    /// <summary>The type of one element.</summary>
    Type ElementType { get; }

    /// <summary>The captured query. It is immutable; a query can be shared and extended from several threads.</summary>
    Expression Expression { get; }

    /// <summary>What makes further queries over the same sources, and takes their outputs.</summary>
    IStreamQueryProvider Provider { get; }
}

/// <summary>A stream query: a description of what to compute in every batch. Nothing runs until its context starts.</summary>
/// <typeparam name="T">The type of one element.</typeparam>
/// <remarks>
/// It is deliberately none of <see cref="IQueryable{T}"/>, <see cref="IEnumerable{T}"/> and <see cref="IObservable{T}"/>: an
/// operator name then means one thing. To read results, end the query with an output such as
/// <c>ForEachBatch</c>, <c>ToObservable</c> or <c>ToAsyncEnumerable</c>.
/// </remarks>
public interface IStreamQueryable<out T> : IStreamQueryable
{
}
