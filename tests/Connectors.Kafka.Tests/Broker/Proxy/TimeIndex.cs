namespace Connectors.Kafka.Tests.Broker.Proxy;

/// <summary>The timestamps of records that have gone through the proxy, by which offsets are looked up as brokers do it.</summary>
internal sealed class TimeIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Topic, int Partition), SortedDictionary<long, long>> _times = [];

    /// <summary>Takes in what a produce request has sent, once its response says where it lies.</summary>
    public void OnProduced(SentRequest request, byte[] response)
    {
        // Version 7: transaction, acks, timeout.
        var sent = request.Body();
        sent.Text();
        sent.Take(6);
        var answer = new WireReader(response);
        answer.Take(4);
        answer.Take(4);
        for (var topics = sent.Int32(); topics > 0; topics--)
        {
            var topic = sent.Text()!;
            answer.Text();
            answer.Take(4);
            for (var partitions = sent.Int32(); partitions > 0; partitions--)
            {
                var partition = sent.Int32();
                var batch = sent.Take(sent.Int32());
                answer.Take(4);
                var (error, offset) = (answer.Int16(), answer.Int64());
                answer.Take(16);
                if (error == 0)
                    Add((topic, partition), batch, offset);
            }
        }
    }

    /// <summary>The first record, by offset, whose timestamp is not before a time; (-1, -1) if there is none.</summary>
    public (long Time, long Offset) Find(string topic, int partition, long from)
    {
        lock (_gate)
        {
            foreach (var (offset, time) in _times.GetValueOrDefault((topic, partition)) ?? [])
                if (time >= from)
                    return (time, offset);
            return (-1, -1);
        }
    }

    // A batch of version 2 that is not compressed: base offset, length, epoch, magic, checksum, attributes, last offset, base time, most time, producer (14), count, records.
    private void Add((string, int) partition, Span<byte> batch, long baseOffset)
    {
        var reader = new WireReader(batch);
        reader.Take(16);
        var magic = reader.Take(1)[0];
        reader.Take(4);
        if (magic != 2 || (reader.Int16() & 7) != 0)
            throw new NotSupportedException("The proxy reads batches of version 2 that are not compressed.");
        reader.Take(4);
        var baseTime = reader.Int64();
        reader.Take(22);
        lock (_gate)
        {
            if (!_times.TryGetValue(partition, out var times))
                _times.Add(partition, times = []);
            for (var count = reader.Int32(); count > 0; count--)
            {
                var record = new WireReader(reader.Take((int)reader.Varint()));
                record.Take(1);
                var time = baseTime + record.Varint();
                times[baseOffset + record.Varint()] = time;
            }
        }
    }
}
