namespace Linq.Streaming.Execution.Storage;

/// <summary>The files of this machine.</summary>
/// <remarks>
/// On Linux and macOS every call goes to libc, since the runtime's own do not report that a sync has failed: <c>FileStream.Flush(true)</c> and
/// <c>RandomAccess.FlushToDisk</c> ignore it, and directories cannot be synced with them at all. On Windows they are used nevertheless; see <see cref="WindowsFileSystem"/>.
/// </remarks>
internal sealed class NativeFileSystem : IDurableFileSystem
{
    private readonly IDurableFileSystem _files = OperatingSystem.IsWindows() ? new WindowsFileSystem() : new UnixFileSystem();

    /// <inheritdoc/>
    public void CreateDirectory(string path) => _files.CreateDirectory(path);

    /// <inheritdoc/>
    public bool Exists(string path) => _files.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory) => _files.List(directory);

    /// <inheritdoc/>
    public byte[] Read(string path) => _files.Read(path);

    /// <inheritdoc/>
    public IDurableFile Create(string path) => _files.Create(path);

    /// <inheritdoc/>
    public IDurableFile OpenAppend(string path, long length) => _files.OpenAppend(path, length);

    /// <inheritdoc/>
    public void Rename(string from, string to) => _files.Rename(from, to);

    /// <inheritdoc/>
    public void Delete(string path) => _files.Delete(path);

    /// <inheritdoc/>
    public void SyncDirectory(string path) => _files.SyncDirectory(path);

    /// <inheritdoc/>
    public IDisposable? TryLock(string path) => _files.TryLock(path);
}
