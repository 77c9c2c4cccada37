using Confluent.Kafka;

namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>Finds where partitions start and end.</summary>
internal sealed class StartOffsets(IConsumer<byte[]?, byte[]?> consumer, TimeProvider time, TimeSpan timeout)
{
    /// <summary>The offset of the first record that is there, and that behind the last.</summary>
    /// <exception cref="StreamQueryException">LS5203, LS5206, LS5207.</exception>
    public WatermarkOffsets Ends(TopicPartition partition, CancellationToken cancellationToken) =>
        Ask("the ends of a partition were looked up", partition, () => consumer.QueryWatermarkOffsets(partition, Waiting.Attempt), cancellationToken);

    /// <summary>Where a new query starts to read.</summary>
    /// <exception cref="StreamQueryException">As <see cref="Ends"/>.</exception>
    public long Of(KafkaStart start, TopicPartition partition, WatermarkOffsets ends, CancellationToken cancellationToken) => start.Kind switch
    {
        KafkaStartKind.Earliest => ends.Low.Value,
        KafkaStartKind.Latest => ends.High.Value,
        KafkaStartKind.Time => At(partition, start.Time, ends, cancellationToken),
        _ => start.Positions.TryGetValue(PartitionName.Of(partition), out var offset) ? offset : Of(start.Others!, partition, ends, cancellationToken),
    };

    private long At(TopicPartition partition, DateTimeOffset from, WatermarkOffsets ends, CancellationToken cancellationToken)
    {
        var asked = new TopicPartitionTimestamp(partition, new Timestamp(UnixMilliseconds(from), TimestampType.CreateTime));
        var found = Ask("an offset was looked up by time", partition, () => consumer.OffsetsForTimes([asked], Waiting.Attempt)[0].Offset, cancellationToken);
        return found.Value >= 0 ? found.Value : ends.High.Value;
    }

    // Records have whole milliseconds: those of one that has begun are before the time. Below zero are not times to brokers, but the ends of a partition.
    private static long UnixMilliseconds(DateTimeOffset time) =>
        Math.Max(0, (long)Math.Ceiling((decimal)(time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMillisecond));

    private T Ask<T>(string step, TopicPartition partition, Func<T> ask, CancellationToken cancellationToken)
    {
        try
        {
            return Waiting.For(
                ask,
                time,
                timeout,
                (waited, failure) => new StreamQueryException(
                    StreamErrors.KafkaNotRead(partition.Topic, partition.Partition.Value, 0, waited, KafkaFailures.Sentence(failure.Error)), failure),
                cancellationToken);
        }
        catch (KafkaException failure)
        {
            throw KafkaFailures.Wrap(step, failure);
        }
    }
}
