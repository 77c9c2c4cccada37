namespace Linq.Streaming.Execution.Storage;

/// <summary>The files of Windows, by the runtime.</summary>
/// <remarks>
/// Weaker than on other systems in two ways. Directories cannot be synced: NTFS keeps the order of changes of names in its journal, but a crash of the machine may lose the
/// last of them. And directories get the permissions of the one that they are made in, not those of this user alone.
/// </remarks>
internal sealed class WindowsFileSystem : IDurableFileSystem
{
    private const int SharingViolation = unchecked((int)0x80070020);

    /// <inheritdoc/>
    public void CreateDirectory(string path) => Try("mkdir", path, () => Directory.CreateDirectory(path));

    /// <inheritdoc/>
    public bool Exists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory) => !Directory.Exists(directory) ? [] : Try(
        "readdir", directory, () => Directory.GetFiles(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToArray());

    /// <inheritdoc/>
    public byte[] Read(string path) => Try("read", path, () => File.ReadAllBytes(path));

    /// <inheritdoc/>
    public IDurableFile Create(string path) => Try("open", path, () => new WindowsFile(path, Open(path, FileMode.Create, FileShare.Read | FileShare.Delete)));

    /// <inheritdoc/>
    public IDurableFile OpenAppend(string path, long length) => Try("open", path, () =>
    {
        var stream = Open(path, FileMode.Open, FileShare.Read | FileShare.Delete);
        if (stream.Length < length)
        {
            using (stream)
            {
                throw new DurableIOException("open", path, Errno.Invalid, $"it has {stream.Length} bytes, not the {length} to append to");
            }
        }

        stream.SetLength(length);
        stream.Position = length;
        return new WindowsFile(path, stream);
    });

    /// <inheritdoc/>
    public void Rename(string from, string to) => Try("rename", from, () =>
    {
        File.Move(from, to, overwrite: true);
        return to;
    });

    /// <inheritdoc/>
    public void Delete(string path) => Try("unlink", path, () =>
    {
        File.Delete(path);
        return path;
    });

    /// <summary>Does nothing.</summary>
    public void SyncDirectory(string path)
    {
    }

    /// <inheritdoc/>
    public IDisposable? TryLock(string path) => Try("lock", path, () =>
    {
        try
        {
            return Open(path, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult == SharingViolation)
        {
            return null;
        }
    });

    private static FileStream Open(string path, FileMode mode, FileShare share) => new(path, mode, FileAccess.Write, share, bufferSize: 0);

    private static T Try<T>(string operation, string path, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is (IOException and not DurableIOException) or UnauthorizedAccessException)
        {
            throw DurableIOException.Of(operation, path, exception);
        }
    }
}
