namespace Linq.Streaming;

/// <summary>Writes the progress record of each batch that has ended as one line of JSON; see <see cref="BatchInfo.ToJson"/>.</summary>
/// <param name="writer">Where lines go; flushed after each. It stays open.</param>
public sealed class ProgressWriter(TextWriter writer) : IStreamListener
{
    /// <inheritdoc/>
    public void OnBatchCompleted(BatchInfo batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        writer.WriteLine(batch.ToJson());
        writer.Flush();
    }
}
