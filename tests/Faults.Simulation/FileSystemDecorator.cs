using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A file system by another one: what a planted fault changes is overridden.</summary>
internal abstract class FileSystemDecorator(IDurableFileSystem files) : IDurableFileSystem
{
    protected IDurableFileSystem Files => files;

    public virtual void CreateDirectory(string path) => files.CreateDirectory(path);

    public virtual bool Exists(string path) => files.Exists(path);

    public virtual IReadOnlyList<string> List(string directory) => files.List(directory);

    public virtual byte[] Read(string path) => files.Read(path);

    public virtual IDurableFile Create(string path) => files.Create(path);

    public virtual IDurableFile OpenAppend(string path, long length) => files.OpenAppend(path, length);

    public virtual void Rename(string from, string to) => files.Rename(from, to);

    public virtual void Delete(string path) => files.Delete(path);

    public virtual void SyncDirectory(string path) => files.SyncDirectory(path);

    public virtual IDisposable? TryLock(string path) => files.TryLock(path);
}
