using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>Finds where partitions start and end.</summary>
internal sealed class StartOffsets(IConsumer<byte[]?, byte[]?> consumer, TimeProvider time, TimeSpan timeout)
{
    private const string LookUpOfEnds = "the ends of a partition were looked up";

    /// <summary>The offset of the first record that is there, and that behind the last.</summary>
    /// <exception cref="StreamQueryException">LS5203, LS5206, LS5207.</exception>
    public WatermarkOffsets Ends(TopicPartition partition, CancellationToken cancellationToken) =>
        Ask(LookUpOfEnds, partition, () => consumer.QueryWatermarkOffsets(partition, Waiting.Attempt), cancellationToken);

    /// <summary>The same, if the leader answers at once.</summary>
    /// <exception cref="StreamQueryException">LS5203, LS5207.</exception>
    public WatermarkOffsets? TryEnds(TopicPartition partition)
    {
        try
        {
            return consumer.QueryWatermarkOffsets(partition, Waiting.Attempt);
        }
        catch (KafkaException failure)
        {
            return KafkaFailures.MayPass(failure.Error) ? null : throw KafkaFailures.Wrap(LookUpOfEnds, failure);
        }
    }

    /// <summary>The offset behind the last record of each partition of a topic, by its number. All are asked for at once.</summary>
    /// <exception cref="StreamQueryException">LS5203, LS5206, LS5207.</exception>
    public IReadOnlyDictionary<int, long> Latest(IAdminClient admin, IReadOnlyList<TopicPartition> partitions, CancellationToken cancellationToken) =>
        Ask(LookUpOfEnds, partitions[0], () => Latest(admin, partitions), cancellationToken);

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
        var found = Ask("an offset was looked up by time", partition, () => OffsetForTime(asked), cancellationToken);
        return found.Value >= 0 ? found.Value : ends.High.Value;
    }

    private static Dictionary<int, long> Latest(IAdminClient admin, IReadOnlyList<TopicPartition> partitions)
    {
        var asked = partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = OffsetSpec.Latest() });
        var options = new ListOffsetsOptions { RequestTimeout = Waiting.Attempt, IsolationLevel = IsolationLevel.ReadUncommitted };
        try
        {
            var found = admin.ListOffsetsAsync(asked, options).GetAwaiter().GetResult();
            return found.ResultInfos.ToDictionary(info => info.TopicPartitionOffsetError.Partition.Value, info => info.TopicPartitionOffsetError.Offset.Value);
        }
        catch (ListOffsetsException failure)
        {
            throw new KafkaException(failure.Result.ResultInfos.First(info => info.TopicPartitionOffsetError.Error.IsError).TopicPartitionOffsetError.Error, failure);
        }
    }

    private Offset OffsetForTime(TopicPartitionTimestamp asked)
    {
        try
        {
            return consumer.OffsetsForTimes([asked], Waiting.Attempt)[0].Offset;
        }
        catch (TopicPartitionOffsetException failure)
        {
            // Its own error is that there are some; why is said by the partition.
            throw new KafkaException(failure.Results[0].Error, failure);
        }
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
