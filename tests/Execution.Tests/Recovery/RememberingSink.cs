using Linq.Streaming;

namespace Execution.Tests.Recovery;

/// <summary>What a target keeps, whatever becomes of the processes that write to it.</summary>
internal sealed class Target<T>
{
    public SortedDictionary<long, T[]> Committed { get; } = [];

    public Dictionary<long, T[]> Prepared { get; } = [];

    public List<string> Calls { get; } = [];

    public long Epoch { get; set; }

    public Guid Query { get; set; }

    /// <summary>All rows that have been committed, in the order of batches.</summary>
    public IEnumerable<T> Rows => Committed.Values.SelectMany(rows => rows);
}

/// <summary>A sink of one process over a target.</summary>
internal sealed class RememberingSink<T>(Target<T> target) : IStreamSink<T>
{
    private long _epoch;

    /// <summary>Called before a step: it may throw.</summary>
    public Action<string, long> Before { get; init; } = static (_, _) => { };

    /// <summary>Called after a step: it may throw.</summary>
    public Action<string, long> After { get; init; } = static (_, _) => { };

    public string Guarantee => "Exactly once.";

    public ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken)
    {
        Assert.True(target.Query == Guid.Empty || target.Query == context.QueryId);
        Assert.True(context.Epoch > target.Epoch);
        (target.Query, target.Epoch, _epoch) = (context.QueryId, context.Epoch, context.Epoch);
        return ValueTask.FromResult(target.Committed.Count == 0 ? (long?)null : target.Committed.Keys.Last());
    }

    public ValueTask PrepareAsync(Batch<T> batch, CancellationToken cancellationToken) => Step("prepare", batch.Id, () => target.Prepared[batch.Id] = [.. batch]);

    public ValueTask CommitAsync(long batchId, CancellationToken cancellationToken) => Step("commit", batchId, () =>
    {
        if (target.Prepared.Remove(batchId, out var rows))
        {
            target.Committed.Add(batchId, rows);
        }

        Assert.True(target.Committed.ContainsKey(batchId), $"Batch {batchId} was not prepared.");
    });

    public ValueTask AbortAsync(long batchId, CancellationToken cancellationToken) => Step("abort", batchId, () =>
    {
        foreach (var later in target.Prepared.Keys.Where(id => id >= batchId).ToArray())
        {
            target.Prepared.Remove(later);
        }
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ValueTask Step(string name, long batch, Action step)
    {
        if (_epoch < target.Epoch)
        {
            throw new StreamFencedException($"Epoch {_epoch} has been replaced by {target.Epoch}.");
        }

        Before(name, batch);
        target.Calls.Add($"{name} {batch}");
        step();
        After(name, batch);
        return ValueTask.CompletedTask;
    }
}
