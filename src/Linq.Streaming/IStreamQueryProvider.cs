using System.Linq.Expressions;

namespace Linq.Streaming;

/// <summary>Makes queries and takes their outputs. <c>StreamContext</c> is the one implementation users meet.</summary>
public interface IStreamQueryProvider
{
    /// <summary>Makes a query over <paramref name="expression"/>. Nothing is evaluated or checked.</summary>
    /// <param name="expression">A call of an operator in <see cref="StreamQueryable"/>, or a source.</param>
    IStreamQueryable<T> CreateQuery<T>(Expression expression);

    /// <summary>Makes an ordered query over <paramref name="expression"/>. Nothing is evaluated or checked.</summary>
    /// <param name="expression">A call of an ordering operator in <see cref="StreamQueryable"/>.</param>
    IOrderedStreamQueryable<T> CreateOrderedQuery<T>(Expression expression);

    /// <summary>Registers an output of the graph. Outputs of a batch run in the order in which they were registered.</summary>
    /// <exception cref="StreamQueryException">LS2003: the context has already been started.</exception>
    void AddOutput(StreamOutput output);

    /// <summary>Plans <paramref name="query"/> alone and returns the plan as text. Nothing runs.</summary>
    /// <exception cref="StreamQueryException">The query cannot be planned; all reasons are reported together.</exception>
    string Explain(Expression query, ExplainLevel level);
}
