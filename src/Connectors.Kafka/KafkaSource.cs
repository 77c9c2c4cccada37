using System.Text;
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
public sealed partial class KafkaSource<T> : IStreamSource<T>
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

    private void Close()
    {
        _catalog?.Dispose();
        _reader?.Dispose();
        (_catalog, _reader) = (null, null);
    }

    // What is not there any more was told of when that was found out.
    private static void GoTo(KafkaReader reader, PartitionBuffer buffer, long from)
    {
        if (from != buffer.Begin && Math.Max(from, buffer.Low) is var position && position != buffer.Begin)
        {
            reader.Seek(buffer, position);
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
