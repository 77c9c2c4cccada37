using Linq.Streaming.Connectors.Kafka.Reading;

namespace Linq.Streaming.Connectors.Kafka.Writing;

/// <summary>Reads the topic that is written to: where its partitions end, and which rows of a batch it has already.</summary>
internal sealed class TopicEnds : IDisposable
{
    private const long Step = 4_096;

    private readonly KafkaSourceOptions _options;
    private readonly KafkaReader _reader;
    private readonly TopicCatalog _catalog;

    /// <exception cref="StreamQueryException">LS5203: a setting is refused.</exception>
    public TopicEnds(KafkaSourceOptions options, TimeProvider time)
    {
        _options = options;
        _reader = Reader(time);
        _catalog = new TopicCatalog(options, _reader.Handle, _reader.Starts, () => _reader.LastError, time);
    }

    /// <summary>Where each partition ends now.</summary>
    /// <exception cref="StreamQueryException">LS5201, LS5202, LS5203, LS5206, LS5207.</exception>
    public IReadOnlyDictionary<int, long> Find(CancellationToken cancellationToken) =>
        _reader.Starts.Latest(_catalog.Admin, [.. _catalog.LookUp(cancellationToken).Select(found => found.Partition)], cancellationToken);

    /// <summary>Which rows of a batch have been written, by an earlier process or an earlier attempt.</summary>
    /// <exception cref="StreamQueryException">As <see cref="Find"/>.</exception>
    public HashSet<int> WrittenRows(PreparedBatch batch, RowMark mark, TimeProvider time, CancellationToken cancellationToken)
    {
        using var reader = Reader(time);
        var rows = new HashSet<int>();
        foreach (var partition in _catalog.LookUp(cancellationToken).Select(found => found.Partition))
        {
            // What has been deleted meanwhile is not there to be seen: only records of this batch count, which are new.
            var ends = reader.Starts.Ends(partition, cancellationToken);
            var from = Math.Max(batch.Ends.GetValueOrDefault(partition.Partition.Value), ends.Low.Value);
            if (from < ends.High.Value)
            {
                Collect(reader, reader.Add(partition, from, ends), ends.High.Value, batch.Id, mark, rows, cancellationToken);
            }
        }

        return rows;
    }

    public void Dispose()
    {
        _catalog.Dispose();
        _reader.Dispose();
    }

    private static void Collect(KafkaReader reader, PartitionBuffer buffer, long until, long batch, RowMark mark, HashSet<int> rows, CancellationToken cancellationToken)
    {
        // There may be much of others in the topic.
        for (var step = buffer.Begin; step < until;)
        {
            step = Math.Min(until, step + Step);
            reader.ReceiveUpTo(buffer, step, cancellationToken);
            while (buffer.TryTake(step, out var record))
            {
                if (new KafkaMessage(record).TryGetHeader(RowMark.Header, out var value) && mark.RowOf(value.Span, batch) is { } row)
                {
                    rows.Add(row);
                }
            }
        }
    }

    private KafkaReader Reader(TimeProvider time) => new(_options, time) { OnOutOfRange = (buffer, cancellation) => _reader.Starts.Ends(buffer.Partition, cancellation).Low.Value };
}
