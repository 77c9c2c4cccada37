using Linq.Streaming.Execution.Checkpointing.Log;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Checkpointing.Recovery;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Receiving;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Checkpointing;

/// <summary>Keeps a query in a directory: its log, with what each batch changed, and snapshots of everything from time to time.</summary>
/// <remarks>
/// <para><see cref="Open"/> reads and writes nothing but the lock; <see cref="Begin"/> makes this process the owner.</para>
/// <para>
/// A batch costs what it changed: its changes are copied when it has been computed, and become bytes on the thread of the log. A snapshot is copied between two batches, when the
/// log has grown as much as the last one; becoming bytes, being written and read back, and the removal of what is older is work in the background.
/// </para>
/// </remarks>
internal sealed class DurableCheckpointer : ICheckpointer, IDisposable
{
    private readonly CheckpointSettings _settings;
    private readonly CheckpointFiles _checkpoint;
    private readonly IReadOnlyList<StreamInput> _inputs;
    private readonly IReadOnlyList<string> _sinks;
    private readonly StateParts _parts;
    private readonly ValueCodecs _codecs;
    private readonly InputRows?[] _rows;
    private readonly SnapshotKeeper _snapshots;
    private readonly Dictionary<long, (InputRecord Input, long Number)> _inputsOf = [];
    private readonly Dictionary<long, CapturedBatch> _captured = [];
    private readonly Lock _gate = new();
    private IDisposable? _lock;
    private CheckpointContent? _content;
    private FileHeader? _header;
    private LogWriter? _log;
    private InputRecord? _lastInput;
    private long _committed;

    /// <exception cref="StreamQueryException">LS5004, LS5006: something of the query cannot be kept.</exception>
    public DurableCheckpointer(
        CheckpointSettings settings, IReadOnlyList<StreamExpander> expanders, IReadOnlyList<StreamInput> inputs, IReadOnlyList<string> sinks, ValueCodecs codecs)
    {
        (_settings, _inputs, _sinks, _codecs) = (settings, inputs, sinks, codecs);
        _checkpoint = new CheckpointFiles(settings.Files, settings.Directory);
        _parts = StateParts.Of(expanders, codecs);
        _rows = [.. inputs.Select(input => RowsOf(input, codecs))];
        _snapshots = new SnapshotKeeper(_checkpoint, settings.LeastSnapshot);
    }

    /// <summary>The directory.</summary>
    public string Directory => _settings.Directory;

    /// <summary>What has been found, once the directory is open.</summary>
    public QueryRecovery Recovery { get; private set; } = null!;

    /// <summary>Identifies the query through all its runs.</summary>
    public Guid QueryId => _header!.QueryId;

    /// <summary>Grows with each start.</summary>
    public long Epoch => _header!.Epoch;

    /// <summary>The zero time of earlier runs; null for a new query.</summary>
    public long? ZeroTicks => _content?.Header.ZeroTicks;

    /// <summary>Whether an earlier run has read and computed everything.</summary>
    public bool HasEnded => _content?.HasEnded ?? false;

    /// <summary>The number of bytes written to logs in this run.</summary>
    public long LogBytes => _log?.BytesWritten ?? 0;

    /// <summary>Batches that have happened, and of which it is not known that all sinks have committed, in order; with the outputs that had prepared them.</summary>
    public IReadOnlyList<(long Batch, IReadOnlyList<string> Sinks)> NotDone =>
    [
        .. _content?.Commits.Where(commit => commit.Kind == RecordKind.Commit && commit.Batch > _content.Done).Select(commit => (commit.Batch, CommitRecord.SinksOf(commit))) ?? [],
    ];

    /// <summary>Takes the directory and reads what is in it.</summary>
    /// <exception cref="StreamQueryException">LS5001: another process has it. LS5002, LS5003: what is in it cannot be relied on. LS5009: it is of a query with another interval.</exception>
    public RecoveryReport Open(TimeSpan interval)
    {
        try
        {
            _checkpoint.Files.CreateDirectory(_checkpoint.Directory);
            _lock = _settings.IsUnfenced ? null : _checkpoint.Files.TryLock(_checkpoint.Lock)
                ?? throw new StreamQueryException(StreamErrors.CheckpointInUse(_checkpoint.Directory));
            _content = new CheckpointReader(_checkpoint).Read();
            if (_content is { } content && content.Header.IntervalTicks != interval.Ticks)
            {
                throw new StreamQueryException(StreamErrors.CheckpointOfOtherInterval(_checkpoint.Directory, new TimeSpan(content.Header.IntervalTicks), interval));
            }

            Recovery = new QueryRecovery(_content, _parts, _inputs, _rows);
            return Recovery.Report();
        }
        catch (DurableIOException failure)
        {
            throw new StreamQueryException(StreamErrors.CheckpointNotRead(_checkpoint.Directory, failure.Message), failure);
        }
        catch (CorruptDataException failure)
        {
            throw new StreamQueryException(StreamErrors.CheckpointDamaged(_checkpoint.Directory, failure.Message), failure);
        }
    }

    /// <summary>Makes durable what has been read, before anyone is told of it: the process that wrote the end of the log may have died before its sync.</summary>
    /// <exception cref="StreamQueryException">LS5007: it cannot be.</exception>
    public void Secure()
    {
        if (_content is not { Logs: [.., var (log, length, _)] })
        {
            return;
        }

        try
        {
            using var file = _checkpoint.Files.OpenAppend(_checkpoint.PathOf(log), length);
            file.Sync();
        }
        catch (DurableIOException failure)
        {
            throw new StreamQueryException(StreamErrors.CheckpointNotWritten(_checkpoint.Directory, failure.Message), failure);
        }
    }

    /// <summary>Puts the state back, and becomes the owner of the directory: from now on it is written to.</summary>
    public void Begin(long zeroTicks, TimeSpan interval)
    {
        try
        {
            Recovery.RestoreState();
            _committed = Recovery.Committed;
            _lastInput = Recovery.CommittedInput?.Record;
            var epoch = _settings.IsUnfenced ? (_content?.Header.Epoch ?? 0) + 1 : EpochFile.Raise(_checkpoint);
            // Logs without a batch, and without the end, say nothing. They would pile up where a process ends as soon as it has started, again and again.
            var (logs, empty) = (Logs(isEmpty: false), Logs(isEmpty: true));
            _header = new FileHeader(
                _content?.Header.QueryId ?? Guid.NewGuid(), epoch, zeroTicks, interval.Ticks,
                [.. _inputs.Select((input, i) => new SourceEntry(input.Name, _rows[i]?.Schema))], _sinks, _parts.Table,
                [.. logs.Select(log => (log.Log, log.Length))]);
            _log = new LogWriter(_checkpoint, epoch);
            _log.Closed.AddRange(logs.Select(log => (log.Log, log.MaxBatch)));
            _log.Rotate(_header);
            foreach (var leftover in _checkpoint.Leftovers().Concat(empty.Select(log => log.Log)))
            {
                _checkpoint.Files.Delete(_checkpoint.PathOf(leftover));
            }

            _snapshots.Begin(_content?.Snapshot, logs);
            if (_settings.OnThread is { } onThread)
            {
                _log.HasThread = true;
                onThread(_log.FlushWhenAsked);
            }

            var blocks = new BlockLogSettings(_checkpoint.Files, _checkpoint.Directory, epoch, _codecs, () => _checkpoint.CheckOwner(epoch));
            foreach (var input in _inputs)
            {
                input.OnOwned(blocks);
            }
        }
        catch (Exception failure) when (failure is DurableIOException or CorruptDataException)
        {
            throw new StreamQueryException(
                failure is CorruptDataException
                    ? StreamErrors.CheckpointDamaged(_checkpoint.Directory, failure.Message)
                    : StreamErrors.CheckpointNotWritten(_checkpoint.Directory, failure.Message),
                failure);
        }
    }

    /// <summary>Takes over the record of a batch of an earlier run, which is in the log.</summary>
    public void Replay(RecoveredInput input) => Remember(input.Record with { Sources = [.. _inputs.Select(source => input.Of(source) ?? Nothing)] }, number: 0);

    public void Allocated(BatchContext batch)
    {
        if (_inputsOf.ContainsKey(batch.Id))
        {
            return;
        }

        var record = new InputRecord(batch.Id, batch.Ticks, batch.IsFlush, [.. _inputs.Select(input => Recorded(input, batch))]);
        Remember(record, _log!.Add(new LogRecord(RecordKind.Input, batch.Id, 0, bytes => record.Write(bytes, _rows))));
    }

    public void Checkpoint(long batchId, DateTimeOffset batchTime, CheckpointMoment moment)
    {
    }

    public void Computed(BatchContext batch)
    {
        var captured = new CapturedBatch(_parts.CaptureChanges(batch), _snapshots.TryBegin(_log!.BytesWritten) ? _parts.CaptureAll(batch) : null);
        lock (_gate)
        {
            _captured[batch.Id] = captured;
        }
    }

    public void AwaitInput(BatchContext batch)
    {
        var (record, number) = InputOf(batch);
        _log!.WaitFor(number);
        for (var i = 0; i < _inputs.Count; i++)
        {
            if (_rows[i] is not null)
            {
                _inputs[i].OnLogged(record.Sources[i].Until);
            }
        }
    }

    public void Commit(BatchContext batch, IEnumerable<string> sinks)
    {
        var (record, changes) = (new CommitRecord(batch.Id, _committed, batch.Ticks, [.. sinks.Select(NumberOf)]), CapturedOf(batch).Changes);
        _log!.WaitFor(_log.Add(new LogRecord(RecordKind.Commit, batch.Id, _header!.Parts.Id, bytes => record.Write(bytes, changes))));
        Passed(batch);
    }

    public void Skip(BatchContext batch)
    {
        _parts.Forget();
        lock (_gate)
        {
            if (_captured.Remove(batch.Id, out var captured) && captured.Everything is not null)
            {
                _snapshots.GiveUp();
            }
        }

        var record = new CommitRecord(batch.Id, _committed, batch.Ticks, []);
        _log!.WaitFor(_log.Add(new LogRecord(RecordKind.Skipped, batch.Id, 0, bytes => record.Write(bytes, null))));
        Passed(batch);
    }

    public void Done(BatchContext batch)
    {
        _log!.Add(new LogRecord(RecordKind.Done, batch.Id, 0, bytes => bytes.WriteInt64(batch.Id)));
        if (CapturedOf(batch).Everything is { } state)
        {
            var work = _snapshots.Take(_header!, _lastInput!.Positions, state, _log);
            if (_settings.InBackground is { } inBackground)
            {
                inBackground(() => Quietly(work));
            }
            else
            {
                Quietly(work);
            }
        }

        lock (_gate)
        {
            _captured.Remove(batch.Id);
        }

        foreach (var (source, recorded) in _inputs.Zip(_lastInput!.Sources))
        {
            source.Forget(recorded.Until);
        }
    }

    public void Ended()
    {
        _log!.Add(new LogRecord(RecordKind.Ended, 0, 0, bytes => bytes.WriteInt64(0)));
        _log.WaitFor(_log.Add(new LogRecord(RecordKind.Done, _committed, 0, bytes => bytes.WriteInt64(_committed))));
    }

    public void Dispose()
    {
        // Whoever gets the lock next is alone in the directory.
        _snapshots.Close();
        _log?.Dispose();
        _lock?.Dispose();
        _lock = null;
    }

    private IReadOnlyList<(string Log, long Length, long MaxBatch)> Logs(bool isEmpty) => [.. _content?.Logs.Where(log => (log.MaxBatch == 0 && !_content.HasEnded) == isEmpty) ?? []];

    private static RecordedInput Nothing { get; } = new(StreamOffsets.None, StreamOffsets.None, false, false, null);

    private InputRows? RowsOf(StreamInput input, ValueCodecs codecs) => input.Recovery switch
    {
        InputRecovery.Replayed => input.KeepsRows && codecs.WhyNot(input.Source.ElementType) is { } reason
            ? throw new StreamQueryException(StreamErrors.StateNotStorable(input.Name, reason, input.Source.Kind))
            : null,
        InputRecovery.Logged => codecs.WhyNot(input.Source.ElementType) is { } reason
            ? throw new StreamQueryException(StreamErrors.StateNotStorable(input.Name, reason, input.Source.Kind))
            : InputRows.Of(input.Source.ElementType, codecs),
        _ => throw new StreamQueryException(StreamErrors.SourceNotRecoverable(input.Name, input.Source.Kind)),
    };

    private RecordedInput Recorded(StreamInput input, BatchContext batch)
    {
        var blocks = batch.Input[input.Source.Id];
        return new RecordedInput(input.From, input.Position, blocks is not null, batch.Input.HasEnded(input.Source.Id), input.Recovery == InputRecovery.Logged ? blocks : null);
    }

    private int NumberOf(string sink)
    {
        var number = 0;
        while (_header!.Sinks[number] != sink)
        {
            number++;
        }

        return number;
    }

    private void Remember(InputRecord record, long number)
    {
        lock (_gate)
        {
            _inputsOf[record.Batch] = (record, number);
        }
    }

    private (InputRecord Input, long Number) InputOf(BatchContext batch)
    {
        lock (_gate)
        {
            return _inputsOf[batch.Id];
        }
    }

    private CapturedBatch CapturedOf(BatchContext batch)
    {
        lock (_gate)
        {
            return _captured[batch.Id];
        }
    }

    private void Passed(BatchContext batch)
    {
        lock (_gate)
        {
            _inputsOf.Remove(batch.Id, out var input);
            _lastInput = input.Input;
        }

        _committed = batch.Id;
    }

    /// <summary>What has been captured of a batch that has been computed.</summary>
    /// <param name="Changes">What it has changed.</param>
    /// <param name="Everything">All state after it, where a snapshot is due; else null.</param>
    private sealed record CapturedBatch(CapturedParts Changes, CapturedParts? Everything);

    // What cannot be written ends the run with the next batch.
    private void Quietly(Action work)
    {
        try
        {
            work();
        }
        catch (Exception failure)
        {
            _log!.Fail(failure);
        }
    }
}
