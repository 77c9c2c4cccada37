namespace Faults.Worlds;

/// <summary>Where a simulated sink keeps batches, each as a text.</summary>
internal interface ISinkTarget
{
    /// <summary>Takes over, and gives the last committed batch.</summary>
    /// <exception cref="Linq.Streaming.StreamFencedException">A later epoch has done so.</exception>
    long? Open(long epoch);

    void Prepare(long batch, string text);

    void Commit(long batch);

    void Abort(long batch);

    bool HasCommitted(long batch);

    /// <summary>All committed batches.</summary>
    IReadOnlyDictionary<long, string> Committed();
}
