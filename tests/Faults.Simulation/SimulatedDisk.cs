using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A device with the system's cache above it: what processes see, what a crash leaves for certain, and the changes between the two.</summary>
internal sealed class SimulatedDisk
{
    private readonly HashSet<string> _directories = ["/"];
    private readonly DiskView _durable = new();
    private readonly List<Change> _unsynced = [];
    private int _files;

    public SimulatedDisk()
    {
    }

    private SimulatedDisk(SimulatedDisk before, DiskView seen, DiskView durable, IEnumerable<Change> unsynced)
    {
        _directories = [.. before._directories];
        (_files, Seen, _durable) = (before._files, seen, durable);
        _unsynced.AddRange(unsynced);
    }

    public DiskView Seen { get; } = new();

    public int NewFile() => ++_files;

    public bool HasDirectory(string path) => _directories.Contains(path);

    /// <summary>Makes a directory, durably.</summary>
    public void AddDirectory(string path) => _directories.Add(path);

    public void Change(Change change)
    {
        change.ApplyTo(Seen);
        _unsynced.Add(change);
    }

    public void SyncFile(int file) => MakeDurable(change => change is ContentChange content && content.File == file);

    public void SyncDirectory(string path) => MakeDurable(change => change is NameChange name && DurableFiles.DirectoryOf(name.Path) == path);

    /// <summary>What the system does where it could not write: processes see the changes until they crash, but none will ever be durable.</summary>
    public void GiveUpUnsynced(int file) => _unsynced.RemoveAll(change => change is ContentChange content && content.File == file);

    /// <summary>The disk as it is found after a crash. This one is left as it is.</summary>
    public SimulatedDisk AfterCrash(CrashKind kind, Random random)
    {
        var durable = _durable.Copy();
        if (kind == CrashKind.Kept)
        {
            return new SimulatedDisk(this, Seen.Copy(), durable, _unsynced);
        }

        foreach (var change in Survivors.Of(_unsynced, kind, random))
        {
            change.ApplyTo(durable);
        }

        return new SimulatedDisk(this, durable.Copy(), durable, []);
    }

    private void MakeDurable(Predicate<Change> which)
    {
        foreach (var change in _unsynced.Where(change => which(change)))
        {
            change.ApplyTo(_durable);
        }

        _unsynced.RemoveAll(which);
    }
}
