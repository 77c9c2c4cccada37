using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A file system in memory that can fail, and whose process or machine can crash, at any operation.</summary>
/// <remarks>
/// Operations are those that change something or sync it, numbered from 1; reads and locks are none. Relative paths start at the root. Directories are durable once they
/// are made. A sync that failed leaves changes of content that are seen but will never be durable; changes of names wait for the next sync.
/// </remarks>
internal sealed partial class SimulatedFileSystem : IDurableFileSystem
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _locks = [];
    private readonly SimulatedDisk _disk;

    public SimulatedFileSystem()
        : this(new SimulatedDisk())
    {
    }

    private SimulatedFileSystem(SimulatedDisk disk) => _disk = disk;

    /// <summary>What the next process finds, after a crash now or earlier. Can be asked again, for another kind or seed.</summary>
    public SimulatedFileSystem AfterCrash(CrashKind kind, int seed)
    {
        lock (_lock)
        {
            return new SimulatedFileSystem(_disk.AfterCrash(kind, new Random(seed)));
        }
    }

    public void CreateDirectory(string path)
    {
        foreach (var directory in Look(() => MissingOf(Full(path))))
        {
            Run("mkdir", directory, () =>
            {
                Require(!_disk.Seen.Names.ContainsKey(directory), "mkdir", directory, Errno.Exists);
                _disk.AddDirectory(directory);
            });
        }
    }

    public bool Exists(string path) => Look(() => _disk.Seen.Names.ContainsKey(Full(path)));

    public IReadOnlyList<string> List(string directory) => Look(() => _disk.Seen.Names.Keys
        .Where(name => DurableFiles.DirectoryOf(name) == Full(directory))
        .Select(name => name[(name.LastIndexOf('/') + 1)..])
        .Order(StringComparer.Ordinal)
        .ToArray());

    public byte[] Read(string path) => Look(() => _disk.Seen.ContentOf(Find("read", path)).ToArray());

    public IDurableFile Create(string path)
    {
        var file = 0;
        Run("open", path, () => file = Truncated(path));
        return new SimulatedFile(this, file, path, 0);
    }

    public IDurableFile OpenAppend(string path, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var file = 0;
        Run("open", path, () =>
        {
            file = Find("open", path);
            var found = _disk.Seen.ContentOf(file).Length;
            Require(found >= length, "open", path, Errno.Invalid);
            if (found > length)
            {
                _disk.Change(new Resized(file, (int)length));
            }
        });
        return new SimulatedFile(this, file, path, length);
    }

    public void Rename(string from, string to) => Run("rename", from, () =>
    {
        var file = Find("rename", from);
        Require(DurableFiles.DirectoryOf(Full(from)) == DurableFiles.DirectoryOf(Full(to)), "rename", from, Errno.CrossDevice);
        Require(!_disk.HasDirectory(Full(to)), "rename", from, Errno.IsDirectory);
        _disk.Change(new Renamed(Full(from), Full(to), file));
    });

    public void Delete(string path) => Run("unlink", path, () =>
    {
        Require(!_disk.HasDirectory(Full(path)), "unlink", path, Errno.IsDirectory);
        if (_disk.Seen.Names.ContainsKey(Full(path)))
        {
            _disk.Change(new Unnamed(Full(path)));
        }
    });

    public void SyncDirectory(string path) => Run("fsync", path, () =>
    {
        Require(_disk.HasDirectory(Full(path)), "open", path, Errno.NoEntry);
        _disk.SyncDirectory(Full(path));
    });

    /// <summary>The full paths of all files.</summary>
    public IReadOnlyList<string> Paths => Look(() => _disk.Seen.Names.Keys.Order(StringComparer.Ordinal).ToArray());

    /// <summary>Gives a file another content, durably, as decay of the device or a hand would.</summary>
    public void Damage(string path, byte[] content)
    {
        lock (_lock)
        {
            var file = Find("damage", path);
            _disk.Change(new Resized(file, 0));
            _disk.Change(new Written(file, 0, content));
            _disk.SyncFile(file);
        }
    }

    /// <summary>What another system does for the process, durably and at once: an operation like any other, at which a crash or a failure may come.</summary>
    public void CallOut(string operation, string target, Action effect) => Run(operation, target, effect);

    public IDisposable? TryLock(string path) => Look(() =>
    {
        if (!_locks.Add(Full(path)))
        {
            return null;
        }

        if (!_disk.Seen.Names.ContainsKey(Full(path)))
        {
            Truncated(path);
        }

        return new HeldLock(this, Full(path));
    });

    /// <summary>Writes into a file; gives the number of bytes that were written to <paramref name="onWritten"/>, before a failure too.</summary>
    internal void Write(int file, string path, int offset, byte[] bytes, Action<int> onWritten)
    {
        Run("write", path, () => WriteFirst(bytes.Length), () => WriteFirst(Fault == FaultKind.ShortWrite ? bytes.Length / 2 : 0));

        void WriteFirst(int count)
        {
            if (count > 0)
            {
                _disk.Change(new Written(file, offset, bytes[..count]));
            }

            onWritten(count);
        }
    }

    internal void Sync(int file, string path) => Run("fsync", path, () => _disk.SyncFile(file), () => _disk.GiveUpUnsynced(file));

    private static string Full(string path) => path == "." ? "/" : "/" + path.Trim('/');

    private static void Require(bool condition, string operation, string path, int errno)
    {
        if (!condition)
        {
            throw DurableIOException.Of(operation, path, errno);
        }
    }

    // Outermost first.
    private Stack<string> MissingOf(string path)
    {
        var missing = new Stack<string>();
        for (var above = path; !_disk.HasDirectory(above); above = DurableFiles.DirectoryOf(above))
        {
            missing.Push(above);
        }

        return missing;
    }

    private int Find(string operation, string path)
    {
        Require(!_disk.HasDirectory(Full(path)), operation, path, Errno.IsDirectory);
        Require(_disk.Seen.Names.TryGetValue(Full(path), out var file), operation, path, Errno.NoEntry);
        return file;
    }

    private int Truncated(string path)
    {
        Require(!_disk.HasDirectory(Full(path)), "open", path, Errno.IsDirectory);
        Require(_disk.HasDirectory(DurableFiles.DirectoryOf(Full(path))), "open", path, Errno.NoEntry);
        if (!_disk.Seen.Names.TryGetValue(Full(path), out var file))
        {
            file = _disk.NewFile();
            _disk.Change(new Named(Full(path), file));
        }
        else if (_disk.Seen.ContentOf(file).Length > 0)
        {
            _disk.Change(new Resized(file, 0));
        }

        return file;
    }

    private sealed class HeldLock(SimulatedFileSystem files, string path) : IDisposable
    {
        public void Dispose()
        {
            lock (files._lock)
            {
                files._locks.Remove(path);
            }
        }
    }
}
