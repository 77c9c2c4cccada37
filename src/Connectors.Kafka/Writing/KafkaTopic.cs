namespace Linq.Streaming.Connectors.Kafka.Writing;

/// <summary>A topic of a cluster: read with a consumer, written with a producer that is made when it is first needed.</summary>
/// <exception cref="StreamQueryException">LS5203: a setting is refused.</exception>
internal sealed class KafkaTopic(KafkaSourceOptions reading, Func<Publisher> publisher, TimeProvider time) : ISinkTopic
{
    private readonly TopicEnds _ends = new(reading, time);
    private Publisher? _publisher;

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS5201, LS5202, LS5203, LS5206, LS5207.</exception>
    public IReadOnlyDictionary<int, long> Ends(CancellationToken cancellationToken) => _ends.Find(cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">As <see cref="Ends"/>.</exception>
    public HashSet<int> WrittenRows(PreparedBatch batch, RowMark mark, CancellationToken cancellationToken) => _ends.WrittenRows(batch, mark, time, cancellationToken);

    /// <inheritdoc/>
    public string? Write(PreparedBatch batch, IReadOnlySet<int> except, RowMark mark, CancellationToken cancellationToken)
    {
        _publisher ??= publisher();
        var isWritten = false;
        try
        {
            var reason = _publisher.Write(batch, except, mark, cancellationToken);
            isWritten = reason is null;
            return reason;
        }
        finally
        {
            if (!isWritten)
            {
                // It may have given up for good, and what it still has to send is not sent behind the back of whoever comes next.
                _publisher.Dispose();
                _publisher = null;
            }
        }
    }

    public void Dispose()
    {
        _publisher?.Dispose();
        _ends.Dispose();
    }
}
