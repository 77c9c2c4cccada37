using System.Linq.Expressions;

namespace Linq.Streaming;

/// <summary>An output that hands each batch to a function. Calls never overlap and come in batch order.</summary>
internal sealed class BatchOutput<T>(
    string operation,
    Expression query,
    Func<Batch<T>, CancellationToken, ValueTask> onBatch,
    Action<Exception?>? onCompleted = null) : StreamOutput(operation, typeof(T), query)
{
    public Func<Batch<T>, CancellationToken, ValueTask> OnBatch => onBatch;

    internal override void Complete(Exception? failure) => onCompleted?.Invoke(failure);
}
