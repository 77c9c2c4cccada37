using System.Linq.Expressions;

namespace Linq.Streaming;

/// <summary>An output of the graph: a query, and what happens with its elements in every batch.</summary>
public abstract class StreamOutput
{
    internal StreamOutput(string operation, Type elementType, Expression query)
    {
        Operation = operation;
        ElementType = elementType;
        Query = query;
    }

    /// <summary>The operator that registered it, such as <c>ForEachBatch</c>.</summary>
    public string Operation { get; }

    /// <summary>The type of one element.</summary>
    public Type ElementType { get; }

    /// <summary>The query whose elements it receives.</summary>
    public Expression Query { get; }

    /// <summary>The name that identifies the output in its sink; null where it has been given none.</summary>
    public virtual string? Name => null;

    /// <summary>Called once when no batch follows: with null after a normal end, else with the failure.</summary>
    internal abstract void Complete(Exception? failure);
}
