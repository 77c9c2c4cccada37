using System.IO.Hashing;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Sinks.Rolling;

/// <summary>Rows as bytes, in files that are complete with whole committed batches, exactly once.</summary>
/// <remarks>
/// <code>
///   prepare    rows behind what is committed, sync | record: prepared       a crash before the record leaves bytes that the next start cuts off
///   commit     record: committed                                            decides; the rows were durable before
///   complete   record: committed and complete | rename | sync of names      a crash in between leaves a rename that the next start does
/// </code>
/// <para>
/// Each call is made under the output's lock. After a failure nothing that this process remembers is believed: the next call opens the files anew, as
/// another process would.
/// </para>
/// </remarks>
internal sealed partial class RollingFiles(IDurableFileSystem files, SinkNames names, FileSinkOptions options)
{
    private readonly SinkJournal _journal = new(files, names);
    private ReadOnlyMemory<byte> _header;
    private ulong _headerCheck;
    private SinkState _state = new(default, "", 0);
    private XxHash3 _hash = new();
    private XxHash3 _preparedHash = new();
    private bool _isSuspect = true;

    public void CreateDirectory() => files.CreateDirectory(names.Directory);

    /// <summary>Takes over, and brings the files to what the journal says.</summary>
    /// <param name="context">Whose batches they are.</param>
    /// <param name="header">What each file starts with.</param>
    public long? Open(StreamSinkContext context, ReadOnlyMemory<byte> header)
    {
        (_header, _headerCheck) = (header, XxHash3.HashToUInt64(header.Span));
        _state = new SinkState(context.QueryId, context.Output, context.Epoch);
        Recover();
        _isSuspect = false;
        return _state.Committed > 0 ? _state.Committed : null;
    }

    /// <summary>Puts rows behind those that are committed.</summary>
    public void Prepare(long batch, DateTimeOffset time, int rows, ReadOnlySpan<byte> bytes)
    {
        Begin();
        if (batch <= _state.Committed)
        {
            throw new InvalidOperationException($"Batch {batch} comes after batch {_state.Committed} was committed to '{names.Directory}'.");
        }

        DropPrepared();
        if (rows > 0 && _state.File is { } open && open.Header != _headerCheck)
        {
            Complete();
        }

        _preparedHash = _hash.Clone();
        var file = rows > 0 ? Append(batch, time, rows, bytes) : _state.File;
        Save(_state with { Prepared = new PreparedBatch(batch, time.UtcTicks, file) });
        _isSuspect = false;
    }

    /// <summary>Makes a prepared batch count.</summary>
    public void Commit(long batch)
    {
        Begin();
        if (batch > _state.Committed)
        {
            if (_state.Prepared is not { } prepared || prepared.Batch != batch)
            {
                throw new InvalidOperationException($"Batch {batch} has not been prepared in '{names.Directory}'; {(_state.Prepared is { } other ? $"batch {other.Batch} has" : "no batch has")}.");
            }

            Save(_state with { Committed = batch, File = prepared.File, Prepared = null, IsComplete = IsDue(prepared) });
            _hash = _preparedHash;
            FinishComplete();
        }

        _isSuspect = false;
    }

    /// <summary>Cuts off what was prepared and is not committed, if it is of <paramref name="batch"/> or later.</summary>
    public void Abort(long batch)
    {
        Begin();
        if (_state.Prepared?.Batch >= batch)
        {
            DropPrepared();
        }

        _isSuspect = false;
    }

    /// <summary>Completes the file, where all is committed and nothing has failed.</summary>
    public void Close()
    {
        if (_isSuspect || _state.Prepared is not null || _state.File is null)
        {
            return;
        }

        try
        {
            Begin();
            Complete();
        }
        catch (StreamFencedException)
        {
            // The file is another process's now.
        }
    }

    private void Begin()
    {
        if (_isSuspect)
        {
            Recover();
        }
        else
        {
            _journal.ThrowIfTaken(_state);
        }

        _isSuspect = true;
    }

    private OpenFile Append(long batch, DateTimeOffset time, int rows, ReadOnlySpan<byte> bytes)
    {
        var before = _state.File ?? new OpenFile(batch, time.UtcTicks, batch, 0, 0, 0, _headerCheck);
        var header = _state.File is null ? _header.Span : default;
        var path = names.Current(before.First);
        using (var file = _state.File is null ? files.Create(path) : files.OpenAppend(path, before.Length))
        {
            if (!header.IsEmpty)
            {
                file.Write(header);
            }

            file.Write(bytes);
            file.Sync();
        }

        if (_state.File is null)
        {
            files.SyncDirectory(names.Directory);
        }

        _preparedHash.Append(header);
        _preparedHash.Append(bytes);
        return before with
        {
            Last = batch,
            Length = before.Length + header.Length + bytes.Length,
            Rows = before.Rows + rows,
            Check = _preparedHash.GetCurrentHashAsUInt64(),
        };
    }

    private bool IsDue(PreparedBatch prepared) =>
        prepared.File is { } file && (file.Length >= options.MaxBytes || prepared.Ticks - file.FirstTicks >= options.MaxAge.Ticks);

    private void DropPrepared()
    {
        if (_state.Prepared is not { } prepared)
        {
            return;
        }

        // The record first: what it no longer speaks of is cut off by the next start, whatever happens to the cut here.
        Save(_state with { Prepared = null });
        if (prepared.File == _state.File)
        {
            return;
        }

        if (_state.File is { } committed)
        {
            using var file = files.OpenAppend(names.Current(committed.First), committed.Length);
            file.Sync();
        }
        else
        {
            files.Delete(names.Current(prepared.File!.First));
        }
    }

    private void Complete()
    {
        Save(_state with { IsComplete = true });
        FinishComplete();
    }

    // The names are synced before any later record: those say nothing of this file any more.
    private void FinishComplete()
    {
        if (_state is { IsComplete: true, File: { } file })
        {
            files.Rename(names.Current(file.First), names.Complete(file.First, file.Last));
            files.SyncDirectory(names.Directory);
            _state = _state with { File = null, IsComplete = false };
            _hash = new XxHash3();
        }
    }

    private void Save(SinkState state)
    {
        _journal.Append(state);
        _state = state;
    }
}
