using System.Text.Json;
using Linq.Streaming.Connectors.Kafka.Writing;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Sinks;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming;

/// <summary>A topic of Kafka as an output. Rows wait in a directory until their batch is decided, and are then written with an idempotent producer.</summary>
/// <typeparam name="T">The type of one row.</typeparam>
/// <remarks>
/// <para>
/// Every record has the header <c>linqstream-row</c>, <c>query/output/batch/row</c>. When a commit comes again, after a restart or a failure, the sink first reads what has been written to the topic since the batch was
/// prepared, and leaves out the rows that are there. So each row is there once, but for this: a request of an earlier attempt, or of a process that died, that brokers take or replicate only after the next has looked. A reader that leaves
/// out headers that it has seen has each row once in any case. Transactions are not used.
/// </para>
/// <para>Readers see the rows of a batch one by one, those of a partition in the order of the batch.</para>
/// </remarks>
public sealed class KafkaSink<T> : IStreamSink<T>
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true, NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    // What librdkafka counts of a record besides, and a little.
    private const int RecordOverhead = 64;

    // What a commit takes besides what brokers may take.
    private static readonly TimeSpan CommitOverhead = TimeSpan.FromSeconds(5);

    private readonly KafkaSinkOptions<T> _options;
    private readonly IDurableFileSystem _fileSystem;
    private readonly TimeProvider _time;
    private readonly Func<ISinkTopic> _connect;
    private PreparedFiles? _files;
    private SinkLock? _lock;
    private ISinkTopic? _topic;
    private RowMark? _mark;
    private PreparedBatch? _prepared;
    private long _epoch;

    /// <summary>Describes where rows go. Nothing is connected or made before the context starts.</summary>
    /// <exception cref="ArgumentException">The options are not valid.</exception>
    public KafkaSink(KafkaSinkOptions<T> options)
        : this(options, new NativeFileSystem(), TimeProvider.System, null)
    {
    }

    internal KafkaSink(KafkaSinkOptions<T> options, IDurableFileSystem files, TimeProvider time, Func<ISinkTopic>? connect)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _fileSystem, _time) = (options.Checked(), files, time);
        _connect = connect ?? (() => new KafkaTopic(options.ForReading, () => new Publisher(options.BootstrapServers, options.Topic, options.Timeout, options.Settings), time));
    }

    /// <inheritdoc/>
    public string Guarantee => "Every row at least once, and once if no request of an earlier attempt is taken or replicated after the next has looked; the header linqstream-row tells rows apart.";

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS5201, LS5202, LS5203, LS5209. LS5015: a process that writes the output does not come to an end.</exception>
    /// <exception cref="StreamFencedException">A later epoch has taken over the query.</exception>
    public async ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        (_mark, _epoch) = (new RowMark(context), context.Epoch);
        _files = new PreparedFiles(_fileSystem, $"{_options.Directory}/{context.QueryId:N}-{context.Output}");
        _files.Create();
        _lock = new SinkLock(_fileSystem, _files.Lock, _options.Timeout < TimeSpan.MaxValue - CommitOverhead ? _options.Timeout + CommitOverhead : TimeSpan.MaxValue, _time);
        using var held = await _lock.TakeAsync(cancellationToken).ConfigureAwait(false);
        var committed = CheckedState();
        _topic = _connect();
        _topic.Ends(cancellationToken);
        _files.WriteState(_epoch, committed);
        _files.Delete(batch => batch <= committed);
        return committed;
    }

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS5210: a record would be too large. LS5201 to LS5207: the topic does not answer.</exception>
    public async ValueTask PrepareAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var rows = new PreparedRow[batch.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = Encode(batch, i);
        }

        using var held = await TakeAsync(cancellationToken).ConfigureAwait(false);
        CheckedState();
        var prepared = new PreparedBatch(batch.Id, rows.Length == 0 ? new Dictionary<int, long>() : _topic!.Ends(cancellationToken), rows);
        _files!.Write(prepared);
        _prepared = prepared;
    }

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS5208: brokers have not taken all of it. LS5209: what was prepared cannot be read.</exception>
    public async ValueTask CommitAsync(long batchId, CancellationToken cancellationToken)
    {
        using var held = await TakeAsync(cancellationToken).ConfigureAwait(false);
        if (CheckedState() >= batchId)
        {
            return;
        }

        // What this process has prepared and not begun to write, nobody has written.
        var isFresh = _prepared?.Id == batchId;
        var batch = isFresh ? _prepared! : Read(batchId);
        _prepared = null;
        if (batch.Rows.Count > 0)
        {
            var written = isFresh ? [] : _topic!.WrittenRows(batch, _mark!, cancellationToken);
            Write(batch, written, cancellationToken);
        }

        _files!.WriteState(_epoch, batchId);
        _files.Delete(other => other <= batchId);
    }

    /// <inheritdoc/>
    public async ValueTask AbortAsync(long batchId, CancellationToken cancellationToken)
    {
        using var held = await TakeAsync(cancellationToken).ConfigureAwait(false);
        CheckedState();
        _files!.Delete(batch => batch >= batchId);
        _prepared = null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _topic?.Dispose();
        _files?.Dispose();
        (_topic, _lock) = (null, null);
        return ValueTask.CompletedTask;
    }

    private PreparedRow Encode(Batch<T> batch, int row)
    {
        var key = _options.Key?.Invoke(batch[row]);
        var value = _options.Value is { } convert ? convert(batch[row]) : JsonSerializer.SerializeToUtf8Bytes(batch[row], Json);
        var bytes = RecordOverhead + (key?.LongLength ?? 0) + (value?.LongLength ?? 0) + RowMark.Header.Length + _mark!.Of(batch.Id, row).Length;
        return bytes > _options.MaxMessageBytes
            ? throw new StreamQueryException(StreamErrors.KafkaRowTooLarge(_options.Topic, batch.Id, row, bytes, _options.MaxMessageBytes))

            // To the client 0 is the time at which it sends.
            : new PreparedRow(key, value, Math.Max(1, (_options.Timestamp?.Invoke(batch[row]) ?? batch.Time).ToUnixTimeMilliseconds()));
    }

    private void Write(PreparedBatch batch, HashSet<int> written, CancellationToken cancellationToken)
    {
        if (_topic!.Write(batch, written, _mark!, cancellationToken) is { } reason)
        {
            throw new StreamQueryException(StreamErrors.KafkaNotWritten(_options.Topic, batch.Id, reason));
        }
    }

    private PreparedBatch Read(long batch)
    {
        try
        {
            return _files!.Read(batch);
        }
        catch (Exception failure) when (failure is CorruptDataException or DurableIOException)
        {
            throw new StreamQueryException(StreamErrors.KafkaPreparedLost(_options.Topic, batch, _files!.PathOf(batch), failure.Message), failure);
        }
    }

    // The last batch that was committed.
    private long? CheckedState()
    {
        (long Epoch, long? Committed) state;
        try
        {
            state = _files!.ReadState();
        }
        catch (CorruptDataException failure)
        {
            throw new StreamQueryException(StreamErrors.KafkaPreparedLost(_options.Topic, 0, _options.Directory, failure.Message), failure);
        }

        return state.Epoch <= _epoch ? state.Committed
            : throw new StreamFencedException($"Epoch {state.Epoch} of the query has taken over topic '{_options.Topic}'; this process is of epoch {_epoch}.");
    }

    private ValueTask<IDisposable> TakeAsync(CancellationToken cancellation) => _lock?.TakeAsync(cancellation) ?? throw new InvalidOperationException("The sink is not open.");
}
