using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>What LINQ does when an aggregate that needs an element has none.</summary>
internal static class EmptySequence
{
    /// <summary>An expression of type <paramref name="type"/> that throws as <see cref="Enumerable.First{T}(IEnumerable{T})"/> does.</summary>
    public static Expression Throw(Type type) => Expression.Throw(
        Expression.New(typeof(InvalidOperationException).GetConstructor([typeof(string)])!, Expression.Constant("Sequence contains no elements")), type);
}
