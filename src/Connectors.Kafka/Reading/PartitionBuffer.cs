using Confluent.Kafka;

namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>One partition: where it stands, and the records that have been received and not been read.</summary>
/// <remarks>It holds every record from <see cref="Begin"/> up to <see cref="Received"/>. Offsets leave out numbers where records were compacted away, or belong to transactions.</remarks>
internal sealed class PartitionBuffer(TopicPartition partition, long begin)
{
    // What a record takes besides its key and its value.
    private const int Overhead = 64;

    private readonly Queue<ConsumeResult<byte[]?, byte[]?>> _records = [];
    private long _highAtEnd = -1;

    public TopicPartition Partition => partition;

    /// <summary>The name in offsets.</summary>
    public string Name { get; } = PartitionName.Of(partition);

    /// <summary>Where it is read from on at first.</summary>
    public long Start { get; } = begin;

    /// <summary>No record before it is there, as far as is known.</summary>
    public required long Low { get; set; }

    /// <summary>The offset behind what has been read.</summary>
    public long Begin { get; private set; } = begin;

    /// <summary>The offset behind what has been received, or is known not to be there.</summary>
    public long Received { get; private set; } = begin;

    /// <summary>Where the partition ended when a broker last said so.</summary>
    public long High { get; set; } = begin;

    /// <summary>Bytes of records that are held.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many bytes it may hold before the client is told to pause.</summary>
    public long Room { get; set; } = Slack;

    public bool IsPaused { get; set; }

    /// <summary>When the client was told to read it, by the clock's timestamp, and nothing has come since; else null.</summary>
    public long? FreshSince { get; set; }

    /// <summary>Whether records were known to be there and did not come. It is not waited for again until one does.</summary>
    public bool IsStalled { get; set; }

    /// <summary>Whether everything that is known to be there has been received.</summary>
    public bool IsAtEnd => Received >= High || High == _highAtEnd;

    /// <summary>What one partition may hold more than a batch takes.</summary>
    public static long Slack => 1 << 20;

    /// <summary>Offsets from <paramref name="position"/> on that are known to be there.</summary>
    public long Lag(long position) => Math.Max(0, Math.Max(High, Received) - position);

    public void Add(ConsumeResult<byte[]?, byte[]?> record)
    {
        if (record.Offset.Value < Received)
        {
            return;
        }

        _records.Enqueue(record);
        Bytes += Size(record);
        Received = record.Offset.Value + 1;
        OnProgress();
    }

    /// <summary>The broker has no record before <paramref name="offset"/> that has not been received, and none from it on.</summary>
    public void ReachEnd(long offset)
    {
        Received = Math.Max(Received, offset);
        _highAtEnd = High;
        OnProgress();
    }

    /// <summary>How far a batch goes that takes no more than so many records and bytes, and one record where there is one.</summary>
    public long Cut(long rows, long bytes)
    {
        var (count, size) = (0L, 0L);
        foreach (var record in _records)
        {
            size += Size(record);
            if (count > 0 && (count >= rows || size > bytes))
            {
                return record.Offset.Value;
            }

            count++;
        }

        return Received;
    }

    /// <summary>Whether a batch that takes so much of it would take less if more were received.</summary>
    public bool Has(long rows, long bytes) => _records.Count >= rows || Bytes >= bytes;

    /// <summary>The next record before <paramref name="until"/>, which is then not held any more.</summary>
    public bool TryTake(long until, out ConsumeResult<byte[]?, byte[]?> record)
    {
        if (!_records.TryPeek(out record!) || record.Offset.Value >= until)
        {
            Begin = Math.Max(Begin, until);
            return false;
        }

        _records.Dequeue();
        Bytes -= Size(record);
        Begin = record.Offset.Value + 1;
        return true;
    }

    /// <summary>There is nothing more before <paramref name="offset"/> that has not been received.</summary>
    public void SkipTo(long offset)
    {
        if (offset > Received)
        {
            (Low, Received) = (offset, offset);
        }
    }

    /// <summary>Drops what is held, to go on at <paramref name="offset"/>.</summary>
    public void Reset(long offset)
    {
        _records.Clear();
        (Begin, Received, Bytes, _highAtEnd, IsStalled) = (offset, offset, 0, -1, false);
    }

    private void OnProgress() => (IsStalled, FreshSince) = (false, null);

    private static long Size(ConsumeResult<byte[]?, byte[]?> record) =>
        (record.Message.Key?.Length ?? 0) + (record.Message.Value?.Length ?? 0) + Overhead;
}
