using System.Text;
using Confluent.Kafka;
using Linq.Streaming.Connectors.Kafka.Reading;

namespace Linq.Streaming;

/// <summary>Topics of Kafka as a source that can be read again: batches are ranges of offsets, which the checkpoint keeps. No consumer group has a part in it.</summary>
/// <typeparam name="T">The type of one row.</typeparam>
/// <remarks>
/// <para>
/// A batch has the rows of each partition in the order of their offsets; partitions follow each other by name. How much of it is shared by lag. Records that are compacted away, or are of transactions that were
/// aborted, are no rows; to leave the latter out is what <c>isolation.level=read_committed</c> does, which is the default.
/// </para>
/// <para>Used by one context, which opens and disposes of it. Errors are LS5201 to LS5207 and LS4006.</para>
/// </remarks>
public sealed class KafkaSource<T> : IStreamSource<T>
{
    private const int MostContent = 1_024;

    private readonly KafkaSourceOptions _options;
    private readonly Func<KafkaMessage, T> _parse;
    private readonly TimeProvider _time;
    private readonly LeaderWatch _leaders;
    private readonly Lock _gate = new();
    private KafkaReader? _reader;
    private TopicCatalog? _catalog;
    private readonly HashSet<string> _notInCheckpoint = [];
    private bool _hasAdvanced;
    private bool _isDisposed;
    private long _malformed;
    private long _lost;

    /// <summary>Describes what is read. Nothing is connected before the context starts.</summary>
    /// <param name="options">Which topics, from where on, how much at once.</param>
    /// <param name="parse">Makes a row of a record, called where batches are made, one call at a time. What it throws makes the record malformed. It has to give the same row for the same record.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public KafkaSource(KafkaSourceOptions options, Func<KafkaMessage, T> parse)
        : this(options, parse, TimeProvider.System)
    {
    }

    internal KafkaSource(KafkaSourceOptions options, Func<KafkaMessage, T> parse, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(parse);
        (_options, _parse, _time) = (options.Checked(), parse, time);
        _leaders = new LeaderWatch(time, options.Timeout);
    }

    /// <inheritdoc/>
    public long MalformedCount => Interlocked.Read(ref _malformed);

    /// <summary>How many offsets were passed over since it was opened because their records had been deleted: not more records than that. Read from any thread.</summary>
    public long LostCount => Interlocked.Read(ref _lost);

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS5201, LS5202, LS5203, LS5204, LS5205, LS5206.</exception>
    public ValueTask<StreamOffsets> OpenAsync(StreamOffsets? from, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            try
            {
                return ValueTask.FromResult(Open(from, cancellationToken));
            }
            catch
            {
                Close();
                throw;
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS5201 to LS5207.</exception>
    public ValueTask<StreamAdvance> AdvanceAsync(StreamOffsets from, long maxRows, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var reader = _reader!;
            _hasAdvanced = true;
            FollowCatalog(reader, cancellationToken);
            foreach (var buffer in reader.Buffers)
            {
                GoTo(reader, buffer, from.TryGetValue(buffer.Name, out var position) ? position : buffer.Start);
            }

            // Records that a broker has sent and not been asked for tell of more than it has last said.
            reader.UpdateHigh();
            reader.Drain(cancellationToken);
            long[] lags = [.. reader.Buffers.Select(buffer => buffer.Lag(buffer.Begin))];
            var rows = LagShare.Rows(lags, maxRows, _options.MaxRowsPerPartition, _options.MinRowsPerPartition);
            long[] bytes = [.. LagShare.Rows(lags, _options.MaxBytesPerBatch, long.MaxValue, 1)];
            reader.Fill(rows, bytes, cancellationToken);
            reader.UpdateHigh();

            var until = reader.Buffers.Select((buffer, i) => KeyValuePair.Create(buffer.Name, buffer.Cut(rows[i], bytes[i]))).ToArray();
            var lag = reader.Buffers.Select((buffer, i) => buffer.Lag(until[i].Value)).Sum();
            var begins = reader.Buffers.Where(buffer => !from.ContainsKey(buffer.Name)).Select(buffer => KeyValuePair.Create(buffer.Name, buffer.Start));
            return ValueTask.FromResult(new StreamAdvance(new StreamOffsets(until), Lag: lag) { Begins = new StreamOffsets(begins) });
        }
    }

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS4006, and LS5203 to LS5207.</exception>
    public ValueTask ReadAsync(string partition, long from, long until, ICollection<T> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var buffer = _reader!.Find(partition) ?? throw Changed(Parsed(partition, from), from, "no broker has it any more");
            if (from < buffer.Low && !_hasAdvanced && _notInCheckpoint.Remove(partition))
            {
                // An earlier run found it and read it from its first record on, which is not its first any more.
                Lose(buffer.Partition, from, buffer.Low);
            }

            GoTo(_reader, buffer, from);
            _reader.ReceiveUpTo(buffer, until, cancellationToken);
            while (buffer.TryTake(until, out var record))
            {
                Parse(new KafkaMessage(record), rows);
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask ForgetAsync(StreamOffsets offsets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(offsets);
        lock (_gate)
        {
            if (_options.ReportToGroup is not null && !_isDisposed)
            {
                _reader?.Report(offsets);
            }

            return ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Close();
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>The topics.</summary>
    public override string ToString() => $"Kafka {_options.Described}";

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

    private void Close()
    {
        _catalog?.Dispose();
        _reader?.Dispose();
        (_catalog, _reader) = (null, null);
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

    // What is not there any more was told of when that was found out.
    private static void GoTo(KafkaReader reader, PartitionBuffer buffer, long from)
    {
        if (from != buffer.Begin && Math.Max(from, buffer.Low) is var position && position != buffer.Begin)
        {
            reader.Seek(buffer, position);
        }
    }

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

    private void Parse(KafkaMessage message, ICollection<T> rows)
    {
        T row;
        try
        {
            row = _parse(message);
        }
        catch (Exception failure) when (failure is not (StreamQueryException or OperationCanceledException or OutOfMemoryException))
        {
            Interlocked.Increment(ref _malformed);
            _options.Malformed.Handle(new MalformedInput(message.Topic, message.ToString(), failure.Message, Content(message.Value.Span)));
            return;
        }

        rows.Add(row);
    }

    private static string Content(ReadOnlySpan<byte> value)
    {
        var shown = value.Length <= MostContent ? value : value[..MostContent];
        return System.Text.Unicode.Utf8.IsValid(shown) ? Encoding.UTF8.GetString(shown) : Convert.ToHexString(shown);
    }
}
