namespace Linq.Streaming.Connectors.Kafka.Writing;

/// <summary>The topic that a sink writes to.</summary>
internal interface ISinkTopic : IDisposable
{
    /// <summary>Where each partition ends now.</summary>
    IReadOnlyDictionary<int, long> Ends(CancellationToken cancellationToken);

    /// <summary>Which rows of a batch have been written, by an earlier process or an earlier attempt.</summary>
    HashSet<int> WrittenRows(PreparedBatch batch, RowMark mark, CancellationToken cancellationToken);

    /// <summary>Writes rows in order; returns when all of them are there.</summary>
    /// <returns>Why not all of them have been written; which of them have been is then unknown, and no more of them will be.</returns>
    string? Write(PreparedBatch batch, IReadOnlySet<int> except, RowMark mark, CancellationToken cancellationToken);
}
