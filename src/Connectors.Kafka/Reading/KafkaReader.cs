using Confluent.Kafka;

namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>One consumer for all partitions of a source, each of which is assigned and never subscribed to: what it receives goes into the buffer of its partition.</summary>
/// <remarks>Used by one thread at a time.</remarks>
internal sealed class KafkaReader : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    // Within it a broker that has records has sent some; at first it has to be connected to. A batch without a part of what is known to be there would move a watermark past that.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(5);

    private readonly KafkaSourceOptions _options;
    private readonly TimeProvider _time;
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly SortedList<string, PartitionBuffer> _buffers = new(StringComparer.Ordinal);
    private readonly Dictionary<TopicPartition, PartitionBuffer> _byPartition = [];
    private Error? _lastError;
    private long _lastArrival;

    /// <exception cref="StreamQueryException">LS5203: a setting is refused.</exception>
    public KafkaReader(KafkaSourceOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _consumer = Build(options, error => _lastError = error);
        Starts = new StartOffsets(_consumer, time, options.Timeout);
    }

    /// <summary>The partitions, in the order of their names.</summary>
    public IList<PartitionBuffer> Buffers => _buffers.Values;

    public StartOffsets Starts { get; }

    public Handle Handle => _consumer.Handle;

    /// <summary>What the client said last of its brokers; it may be over.</summary>
    public Error? LastError
    {
        get
        {
            // It is said where records are received, of which there are none before a partition is assigned.
            try
            {
                _ = _buffers.Count > 0 ? null : _consumer.Consume(TimeSpan.Zero);
            }
            catch (ConsumeException failure)
            {
                _lastError = failure.Error;
            }

            return _lastError;
        }
    }

    /// <summary>Told of a partition whose next record is not there any more. It answers with the offset to go on with.</summary>
    public required Func<PartitionBuffer, CancellationToken, long> OnOutOfRange { get; init; }

    public PartitionBuffer? Find(string name) => _buffers.GetValueOrDefault(name);

    public PartitionBuffer? Find(TopicPartition partition) => _byPartition.GetValueOrDefault(partition);

    /// <summary>Begins to read a partition.</summary>
    public PartitionBuffer Add(TopicPartition partition, long start, WatermarkOffsets ends)
    {
        var buffer = new PartitionBuffer(partition, start) { Low = ends.Low.Value, High = ends.High.Value };
        _buffers.Add(buffer.Name, buffer);
        _byPartition.Add(partition, buffer);
        _consumer.IncrementalAssign([new TopicPartitionOffset(partition, start)]);
        buffer.FreshSince = _time.GetTimestamp();
        return buffer;
    }

    /// <summary>Reads a partition from another offset on.</summary>
    public void Seek(PartitionBuffer buffer, long offset)
    {
        Assign(buffer, offset);
        buffer.Reset(offset);
    }

    /// <summary>Takes over what the brokers have said of the ends of partitions.</summary>
    public void UpdateHigh()
    {
        foreach (var buffer in Buffers)
        {
            // Unknown until the first answer: then what was looked up counts.
            buffer.High = Math.Max(buffer.High, _consumer.GetWatermarkOffsets(buffer.Partition).High.Value);
        }
    }

    /// <summary>Receives until every partition has what a batch takes of it, or has no more, or nothing comes.</summary>
    public void Fill(ReadOnlySpan<long> rows, ReadOnlySpan<long> bytes, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Buffers.Count; i++)
        {
            Buffers[i].Room = bytes[i] + PartitionBuffer.Slack;
            Resume(Buffers[i]);
        }

        // Partitions that give nothing are waited for together, not one after the other.
        var start = _time.GetTimestamp();
        for (var i = 0; i < Buffers.Count; i++)
        {
            var buffer = Buffers[i];
            var (since, before) = (Math.Max(start, _lastArrival), buffer.Received);
            while (!buffer.Has(rows[i], bytes[i]) && !buffer.IsAtEnd && !buffer.IsStalled)
            {
                if (IsTooLate(buffer, since))
                {
                    buffer.IsStalled = true;
                    break;
                }

                Receive(Slice, cancellationToken);
                if (buffer.Received > before)
                {
                    (since, before) = (_time.GetTimestamp(), buffer.Received);
                }
            }
        }
    }

    /// <summary>Receives what is there already: of partitions that are thought to be at their ends, too.</summary>
    public void Drain(CancellationToken cancellationToken)
    {
        while (Buffers.All(buffer => buffer.Bytes <= PartitionBuffer.Slack) && Receive(TimeSpan.Zero, cancellationToken))
        {
        }
    }

    /// <summary>Receives until a partition has been received up to <paramref name="until"/>.</summary>
    /// <exception cref="StreamQueryException">LS5206: it does not come in time.</exception>
    public void ReceiveUpTo(PartitionBuffer buffer, long until, CancellationToken cancellationToken)
    {
        if (buffer.Received >= until)
        {
            return;
        }

        buffer.Room = long.MaxValue;
        Resume(buffer);
        for (var (since, before) = (_time.GetTimestamp(), buffer.Received); buffer.Received < until;)
        {
            Receive(Slice, cancellationToken);
            if (buffer.Received > before)
            {
                (since, before) = (_time.GetTimestamp(), buffer.Received);
            }
            else if (_time.GetElapsedTime(since) is var waited && waited > _options.Timeout)
            {
                throw NotRead(buffer.Partition, buffer.Received, waited);
            }
        }

        buffer.Room = PartitionBuffer.Slack;
    }

    public StreamQueryException NotRead(TopicPartition partition, long from, TimeSpan waited) => new(StreamErrors.KafkaNotRead(
        partition.Topic, partition.Partition.Value, from, waited, _lastError is { } error ? KafkaFailures.Sentence(error) : "no broker says why."));

    /// <summary>Notes offsets for the group that is told of them, which the client does in its own time.</summary>
    public void Report(IEnumerable<KeyValuePair<string, long>> offsets)
    {
        foreach (var (name, offset) in offsets)
        {
            if (_buffers.TryGetValue(name, out var buffer))
            {
                Report(new TopicPartitionOffset(buffer.Partition, offset));
            }
        }
    }

    private void Report(TopicPartitionOffset offset)
    {
        try
        {
            _consumer.StoreOffset(offset);
        }
        catch (KafkaException)
        {
            // The partition is just being assigned anew. The group is told with the next batch.
        }
    }

    public void Dispose()
    {
        // What has been noted for the group is sent now, if somebody is there to take it.
        if (_options.ReportToGroup is null)
        {
            _consumer.Dispose();
            return;
        }

        var closing = Task.Run(_consumer.Close).ContinueWith(
            closed =>
            {
                // That nobody took it is no reason to fail: the group is told again by the next run.
                _ = closed.Exception;
                _consumer.Dispose();
            },
            TaskScheduler.Default);
        closing.Wait(Goodbye);
    }

    // False if nothing came.
    private bool Receive(TimeSpan wait, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ConsumeResult<byte[]?, byte[]?>? result;
        try
        {
            result = _consumer.Consume(wait);
        }
        catch (ConsumeException failure)
        {
            OnFailure(failure, cancellationToken);
            return true;
        }

        if (result is null)
        {
            return false;
        }

        _lastArrival = _time.GetTimestamp();
        if (_byPartition.TryGetValue(result.TopicPartition, out var buffer))
        {
            Take(buffer, result);
        }

        return true;
    }

    private void Take(PartitionBuffer buffer, ConsumeResult<byte[]?, byte[]?> result)
    {
        if (result.IsPartitionEOF)
        {
            buffer.ReachEnd(result.Offset.Value);
            return;
        }

        buffer.Add(result);
        if (buffer.Bytes > buffer.Room && !buffer.IsPaused)
        {
            _consumer.Pause([buffer.Partition]);
            buffer.IsPaused = true;
        }
    }

    private void Resume(PartitionBuffer buffer)
    {
        if (buffer.IsPaused && buffer.Bytes <= buffer.Room)
        {
            _consumer.Resume([buffer.Partition]);
            buffer.IsPaused = false;
        }
    }

    // What the client has received and not handed over is of an assignment that is over, and is dropped by it.
    private void Assign(PartitionBuffer buffer, long offset)
    {
        if (buffer.IsPaused)
        {
            _consumer.Resume([buffer.Partition]);
        }

        _consumer.IncrementalUnassign([buffer.Partition]);
        _consumer.IncrementalAssign([new TopicPartitionOffset(buffer.Partition, offset)]);
        (buffer.IsPaused, buffer.FreshSince) = (false, _time.GetTimestamp());
    }

    private bool IsTooLate(PartitionBuffer buffer, long since) =>
        buffer.FreshSince is { } fresh ? _time.GetElapsedTime(fresh) >= FirstPatience : _time.GetElapsedTime(since) >= Patience;

    private void OnFailure(ConsumeException failure, CancellationToken cancellationToken)
    {
        // The client looks for the coordinator of a group that it is not to join.
        if (_options.ReportToGroup is null && failure.Error.Code == ErrorCode.GroupAuthorizationFailed)
        {
            return;
        }

        var buffer = failure.ConsumerRecord is { Topic: not null } record ? Find(record.TopicPartition) : null;
        if (buffer is not null && KafkaFailures.IsOutOfRange(failure.Error))
        {
            buffer.SkipTo(OnOutOfRange(buffer, cancellationToken));
            Assign(buffer, buffer.Received);
        }
        else if (KafkaFailures.MayPass(failure.Error))
        {
            // One that is gone for good is missed where partitions are looked up.
            _lastError = failure.Error;
        }
        else
        {
            throw KafkaFailures.Wrap("a record was read", failure);
        }
    }

    private static IConsumer<byte[]?, byte[]?> Build(KafkaSourceOptions options, Action<Error> onError)
    {
        var settings = new Dictionary<string, string>(options.Settings, StringComparer.Ordinal);
        settings.TryAdd("client.id", "linqstream");
        var config = new ConsumerConfig(settings)
        {
            BootstrapServers = options.BootstrapServers,

            // The client wants one; nobody joins it.
            GroupId = options.ReportToGroup ?? "linqstream",
            EnableAutoCommit = options.ReportToGroup is not null,
            EnableAutoOffsetStore = false,
            EnablePartitionEof = true,
            AllowAutoCreateTopics = false,
            AutoOffsetReset = AutoOffsetReset.Error,
        };
        try
        {
            return new ConsumerBuilder<byte[]?, byte[]?>(config).SetErrorHandler((_, error) => onError(error)).SetLogHandler((_, _) => { }).Build();
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or KafkaException)
        {
            throw new StreamQueryException(StreamErrors.KafkaRefused("the settings were applied", failure.Message), failure);
        }
    }
}
