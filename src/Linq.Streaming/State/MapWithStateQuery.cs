using System.Linq.Expressions;

namespace Linq.Streaming;

/// <summary>The one implementation of <see cref="IMapWithStateQueryable{TKey,TState,TResult}"/>.</summary>
internal sealed class MapWithStateQuery<TKey, TState, TResult>(Expression expression, IStreamQueryProvider provider) : IMapWithStateQueryable<TKey, TState, TResult>
{
    public Type ElementType => typeof(TResult);

    public Expression Expression => expression;

    public IStreamQueryProvider Provider => provider;

    public override string ToString() => expression.ToString();
}
