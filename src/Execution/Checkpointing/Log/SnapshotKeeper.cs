using Linq.Streaming.Execution.Checkpointing.Parts;

namespace Linq.Streaming.Execution.Checkpointing.Log;

/// <summary>Decides when a snapshot is taken, and removes what is not needed any more.</summary>
/// <remarks>
/// Two snapshots are kept, and all logs that speak of batches behind the older one. So a snapshot that has been damaged costs nothing but time; nothing is removed before a newer
/// snapshot has been read back. Since a snapshot is taken when the log has grown as much as the last one, what is written in all is at most about twice what changed.
/// </remarks>
internal sealed class SnapshotKeeper(CheckpointFiles checkpoint, long least)
{
    // Each log costs a start the reading of a file, and names all others.
    private const int MostLogs = 32;

    private readonly List<string> _kept = [];
    private readonly List<string> _damaged = [];
    private readonly Lock _working = new();
    private bool _isClosed;
    private long _size;
    private long _logged;
    private volatile bool _isBusy;

    /// <summary>Knows of what earlier runs have left.</summary>
    /// <param name="snapshot">The one that this run has started from; null for none.</param>
    /// <param name="logs">All logs. Those behind the snapshot count as if this run had written them: runs that are all short would never take one.</param>
    public void Begin(Snapshot? snapshot, IReadOnlyList<(string Log, long Length, long MaxBatch)> logs)
    {
        var behind = logs.Where(log => log.MaxBatch > (snapshot?.Input.Batch ?? 0)).ToArray();
        _logged = behind.Length < MostLogs ? -behind.Sum(log => log.Length) : long.MinValue / 2;

        // Newer ones have been passed over, because they are damaged.
        var names = checkpoint.Snapshots();
        _kept.AddRange(names.Where(name => snapshot is not null && string.CompareOrdinal(name, snapshot.Name) <= 0));
        _damaged.AddRange(names.Except(_kept));
        _size = snapshot?.Content.Length ?? 0;
    }

    /// <summary>Whether a snapshot is worth it now; if so one is under way, until it has been taken or given up.</summary>
    /// <param name="logged">How many bytes this run has logged.</param>
    public bool TryBegin(long logged)
    {
        if (_isBusy || logged - _logged < Math.Max(least, _size))
        {
            return false;
        }

        _logged = logged;
        return _isBusy = true;
    }

    /// <summary>The snapshot that is under way is not taken.</summary>
    public void GiveUp() => _isBusy = false;

    /// <summary>What it takes to write a snapshot, and to remove what it replaces; to be called once, by any thread.</summary>
    public Action Take(FileHeader header, InputRecord input, CapturedParts state, LogWriter log) => () =>
    {
        lock (_working)
        {
            try
            {
                if (!_isClosed)
                {
                    _size = SnapshotFile.Write(checkpoint, header, input, state);
                    _kept.Add(CheckpointFiles.SnapshotName(input.Batch, header.Epoch));
                    log.Rotate(header);
                    RemoveOld(log);
                }
            }
            finally
            {
                _isBusy = false;
            }
        }
    };

    /// <summary>Waits for a snapshot that is being written; none is written any more.</summary>
    public void Close()
    {
        lock (_working)
        {
            _isClosed = true;
        }
    }

    private void RemoveOld(LogWriter log)
    {
        foreach (var name in _damaged)
        {
            checkpoint.Files.Delete(checkpoint.PathOf(name));
        }

        _damaged.Clear();
        while (_kept.Count > 2)
        {
            checkpoint.Files.Delete(checkpoint.PathOf(_kept[0]));
            _kept.RemoveAt(0);
        }

        if (_kept.Count < 2)
        {
            return;
        }

        var oldest = CheckpointFiles.BatchOf(_kept[0]);
        foreach (var (name, _) in log.Closed.Where(closed => closed.MaxBatch <= oldest).ToArray())
        {
            checkpoint.Files.Delete(checkpoint.PathOf(name));
        }

        log.Closed.RemoveAll(closed => closed.MaxBatch <= oldest);
        checkpoint.Files.SyncDirectory(checkpoint.Directory);
    }
}
