using System.Linq.Expressions;

namespace Linq.Streaming;

/// <summary>The one implementation of a captured query: an expression and the provider that made it.</summary>
internal sealed class StreamQuery<T>(Expression expression, IStreamQueryProvider provider) : IOrderedStreamQueryable<T>
{
    public Type ElementType => typeof(T);

    public Expression Expression => expression;

    public IStreamQueryProvider Provider => provider;

    public override string ToString() => expression.ToString();
}
