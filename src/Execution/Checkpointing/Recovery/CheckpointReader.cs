using Linq.Streaming.Execution.Checkpointing.Log;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Checkpointing.Recovery;

/// <summary>Reads a checkpoint directory. What it cannot be sure of it refuses, by the name of the file.</summary>
/// <remarks>
/// <para>
/// The newest snapshot that is whole counts, and then the logs from there on. Two snapshots are kept, and the logs behind the older one, so damage to the newer costs
/// time and nothing else.
/// </para>
/// <para>
/// Only the log that was written last may end in a piece of a record: it was being written when the process ended, and nobody has been told that it is there. Anything else
/// that does not check is damage.
/// </para>
/// </remarks>
internal sealed class CheckpointReader(CheckpointFiles checkpoint)
{
    private readonly List<LoggedRecord> _records = [];
    private readonly List<(string Log, long Length, long MaxBatch)> _logs = [];

    /// <summary>What the directory says; null where no query has been started from it.</summary>
    /// <exception cref="StreamQueryException">LS5002: a file is damaged or missing. LS5003: one has been written by a newer version of this library.</exception>
    public CheckpointContent? Read()
    {
        var damaged = new List<string>();
        var snapshot = NewestSnapshot(damaged);
        ReadLogs();
        if (_records.FindLast(record => record.Kind == RecordKind.Header)?.Header is not { } header)
        {
            return snapshot is null && damaged.Count == 0 ? null : throw Damage(snapshot?.Name ?? checkpoint.Snapshots()[^1], "there is no log beside it");
        }

        var content = new CheckpointContent
        {
            Header = header,
            Snapshot = snapshot,
            Commits = Chain(snapshot, damaged),
            Inputs = [.. _records.Where(record => record.Kind == RecordKind.Input && record.Batch >= (snapshot?.Input.Batch ?? 0))],
            Done = _records.Where(record => record.Kind == RecordKind.Done).Select(record => record.Batch).DefaultIfEmpty().Max(),
            HasEnded = _records.Exists(record => record.Kind == RecordKind.Ended),
            Logs = _logs,
            Damaged = damaged,
        };

        // A batch that is done has happened, so its record was in a log that is missing now.
        return content.Done <= content.Committed
            ? content
            : throw Damage(_logs[0].Log, $"batch {content.Done} is done, but the last one there is {content.Committed}: a log is missing");
    }

    private Snapshot? NewestSnapshot(List<string> damaged)
    {
        foreach (var name in checkpoint.Snapshots().Reverse())
        {
            try
            {
                if (SnapshotFile.Read(checkpoint, name, out var damage) is { } snapshot)
                {
                    return snapshot;
                }

                damaged.Add($"{name}: {damage}");
            }
            catch (CorruptDataException failure)
            {
                damaged.Add($"{name}: {failure.Message}");
            }
        }

        return null;
    }

    private void ReadLogs()
    {
        var names = checkpoint.Logs();
        for (var i = names.Count - 1; i >= 0; i--)
        {
            // Newest first: a later epoch says how much of the earlier logs counts.
            var limit = _records.Find(record => record.Kind == RecordKind.Header)?.Header.Before
                .Where(before => before.Log == names[i]).Select(before => (long?)before.Length).FirstOrDefault();
            var isFenced = _logs.Count > 0 && CheckpointFiles.EpochOf(_logs[0].Log) > CheckpointFiles.EpochOf(names[i]);
            if (isFenced && limit is null)
            {
                // A log that a replaced process has begun after it was replaced.
                continue;
            }

            ReadLog(names[i], limit, isNewest: _logs.Count == 0);
        }
    }

    private void ReadLog(string name, long? limit, bool isNewest)
    {
        var content = checkpoint.Files.Read(checkpoint.PathOf(name));
        if (content.Length < limit)
        {
            throw Damage(name, $"it has {content.Length} bytes and had {limit}");
        }

        var memory = content.AsMemory(0, (int)(limit ?? content.Length));
        var frames = new FrameReader(memory.Span);
        var records = new List<LoggedRecord>();
        var maxBatch = 0L;
        FileHeader? header = null;
        while (frames.TryRead(out var frame))
        {
            var payload = memory.Slice(frame.Offset + FrameHeader.Size, frame.Payload.Length);
            var record = Parse(name, frame, payload, ref header);
            maxBatch = Math.Max(maxBatch, record.Batch);
            records.Add(record);
        }

        if (frames.End == FrameEnd.Newer)
        {
            throw new StreamQueryException(StreamErrors.CheckpointOfNewerVersion(checkpoint.Directory, name));
        }

        // A log in use is begun before it is written to, so the one before it in its epoch is complete.
        if (frames.End == FrameEnd.Corrupt || (frames.End == FrameEnd.Torn && !isNewest) || (limit is not null && frames.Offset != limit))
        {
            throw Damage(name, $"it does not check at byte {frames.Offset} of {content.Length}");
        }

        if (header is null)
        {
            // The process ended while it began the log, so that there is nothing in it that counts.
            return;
        }

        _records.InsertRange(0, records);
        _logs.Insert(0, (name, frames.Offset, maxBatch));
    }

    private LoggedRecord Parse(string name, in Frame frame, ReadOnlyMemory<byte> payload, ref FileHeader? header)
    {
        try
        {
            var bytes = new ByteReader(payload.Span);
            if (frame.Kind == RecordKind.Header)
            {
                header = FileHeader.Read(ref bytes);
                return new LoggedRecord(header, frame.Kind, 0, payload);
            }

            return header is not null && frame.Kind is RecordKind.Input or RecordKind.Commit or RecordKind.Done or RecordKind.Skipped or RecordKind.Ended
                ? new LoggedRecord(header!, frame.Kind, bytes.ReadInt64(), payload)
                : throw Damage(name, $"a frame of kind {frame.Kind} at byte {frame.Offset} is not expected there");
        }
        catch (CorruptDataException failure)
        {
            throw Damage(name, failure.Message);
        }
    }

    // The commits after the snapshot, each of which names the one before it.
    private List<LoggedRecord> Chain(Snapshot? snapshot, List<string> damaged)
    {
        var (last, chain) = (snapshot?.Input.Batch ?? 0, new List<LoggedRecord>());
        foreach (var record in _records.Where(record => record.Kind is RecordKind.Commit or RecordKind.Skipped && record.Batch > last))
        {
            var bytes = new ByteReader(record.Payload.Span);
            if (CommitRecord.Read(ref bytes).Before is var before && before != last)
            {
                throw damaged.Count > 0
                    ? new StreamQueryException(StreamErrors.CheckpointDamaged(checkpoint.Directory, damaged[0]))
                    : Damage(_logs[0].Log, $"batch {record.Batch} follows batch {before}, but the last one there is {last}: a log is missing");
            }

            last = record.Batch;
            chain.Add(record);
        }

        return chain;
    }

    private StreamQueryException Damage(string file, string what) => new(StreamErrors.CheckpointDamaged(checkpoint.Directory, $"{file}: {what}"));
}
