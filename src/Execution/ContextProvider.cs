using System.Linq.Expressions;

namespace Linq.Streaming.Execution;

/// <summary>The provider of the queries of one context.</summary>
internal sealed class ContextProvider(StreamContext context) : IStreamQueryProvider
{
    public IStreamQueryable<T> CreateQuery<T>(Expression expression) => new StreamQuery<T>(expression, this);

    public IOrderedStreamQueryable<T> CreateOrderedQuery<T>(Expression expression) => new StreamQuery<T>(expression, this);

    public void AddOutput(StreamOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        context.AddOutput(output);
    }

    public string Explain(Expression query, ExplainLevel level)
    {
        ArgumentNullException.ThrowIfNull(query);
        return context.Explain([new ExplainedOutput(query)], level);
    }

    /// <summary>Stands for an output where a query is explained alone.</summary>
    private sealed class ExplainedOutput(Expression query) : StreamOutput("Explain", query.Type.GetGenericArguments()[0], query)
    {
        internal override void Complete(Exception? failure)
        {
        }
    }
}
