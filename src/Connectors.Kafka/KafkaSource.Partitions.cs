using Confluent.Kafka;
using Linq.Streaming.Connectors.Kafka.Reading;

namespace Linq.Streaming;

/// <content>Which partitions there are, and where they start.</content>
public sealed partial class KafkaSource<T>
{
    private StreamOffsets Open(StreamOffsets? from, CancellationToken cancellationToken)
    {
        _reader = new KafkaReader(_options, _time) { OnOutOfRange = GoOnWith };
        _catalog = new TopicCatalog(_options, _reader.Handle, _reader.Starts, () => _reader?.LastError, _time);
        foreach (var found in LookUp([.. Known(from ?? new StreamOffsets(_options.Start.Positions))], cancellationToken))
        {
            Add(found.Partition, from, _reader.Starts.Ends(found.Partition, cancellationToken), cancellationToken);
        }

        // Where partitions begin that are new is told with the first batch: batches that are read again before may have found them earlier, and know where they began then.
        return from ?? new StreamOffsets(_reader.Buffers.Select(buffer => KeyValuePair.Create(buffer.Name, buffer.Start)));
    }

    private static IEnumerable<KeyValuePair<TopicPartition, long>> Known(StreamOffsets from) =>
        from.Select(entry => KeyValuePair.Create(Parsed(entry.Key, entry.Value), entry.Value));

    private static TopicPartition Parsed(string name, long position) =>
        PartitionName.TryParse(name, out var partition) ? partition : throw Changed(new TopicPartition(name, 0), position, "that names no partition");

    // A broker that has just started may not know of all partitions yet.
    private IReadOnlyList<FoundPartition> LookUp(IReadOnlyList<KeyValuePair<TopicPartition, long>> known, CancellationToken cancellationToken)
    {
        KeyValuePair<TopicPartition, long> missing = default;
        return Waiting.For(
            () =>
            {
                var found = _catalog!.LookUp(cancellationToken);
                missing = known.FirstOrDefault(one => !found.Any(other => other.Partition == one.Key));
                return missing.Key is null ? found : throw new KafkaException(ErrorCode.Local_UnknownPartition);
            },
            _time,
            _options.Timeout,
            (_, _) => Changed(missing.Key, missing.Value, "no broker has it"),
            cancellationToken);
    }

    private void Add(TopicPartition partition, StreamOffsets? from, WatermarkOffsets ends, CancellationToken cancellationToken)
    {
        var start = from is null ? _reader!.Starts.Of(_options.Start, partition, ends, cancellationToken)
            : from.TryGetValue(PartitionName.Of(partition), out var known) ? known
            : ends.Low.Value;
        var buffer = _reader!.Add(partition, CheckedStart(partition, start, ends), ends);
        if (from?.ContainsKey(buffer.Name) == false)
        {
            _notInCheckpoint.Add(buffer.Name);
        }
    }

    private long CheckedStart(TopicPartition partition, long start, WatermarkOffsets ends) =>
        start > ends.High.Value ? throw Changed(partition, start, $"it ends at {ends.High.Value}")
        : start < ends.Low.Value ? Lose(partition, start, ends.Low.Value)
        : start;

    private long GoOnWith(PartitionBuffer buffer, CancellationToken cancellationToken) =>
        CheckedStart(buffer.Partition, buffer.Received, _reader!.Starts.Ends(buffer.Partition, cancellationToken));

    private long Lose(TopicPartition partition, long from, long until)
    {
        if (_options.DataLoss.Fails)
        {
            throw new StreamQueryException(StreamErrors.KafkaDataLost(partition.Topic, partition.Partition.Value, from, until));
        }

        Interlocked.Add(ref _lost, until - from);
        _options.DataLoss.Tell(new KafkaLoss(partition.Topic, partition.Partition.Value, from, until));
        return until;
    }

    private static StreamQueryException Changed(TopicPartition partition, long wanted, string found) =>
        new(StreamErrors.KafkaPartitionChanged(partition.Topic, partition.Partition.Value, wanted, found));

    private void FollowCatalog(KafkaReader reader, CancellationToken cancellationToken)
    {
        if (_catalog!.News(() => reader.Buffers.Select(buffer => buffer.Partition).ToHashSet()) is not { } found)
        {
            return;
        }

        foreach (var partition in found)
        {
            if (reader.Find(partition.Partition) is null && partition.Ends is { } ends)
            {
                Add(partition.Partition, StreamOffsets.None, ends, cancellationToken);
            }

            // One that came and whose leader has not said where it starts is as one that has none.
            var buffer = reader.Find(partition.Partition);
            if (_leaders.Follow(partition with { HasLeader = partition.HasLeader && buffer is not null }) is { } waited)
            {
                throw reader.NotRead(partition.Partition, buffer?.Received ?? 0, waited);
            }
        }

        foreach (var buffer in reader.Buffers.Where(buffer => !found.Any(other => other.Partition == buffer.Partition)))
        {
            if (_leaders.Follow(new FoundPartition(buffer.Partition, HasLeader: false)) is not null)
            {
                throw Changed(buffer.Partition, buffer.Received, "no broker has it any more");
            }
        }
    }
}
