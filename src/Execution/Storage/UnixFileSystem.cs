using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Linq.Streaming.Execution.Storage;

/// <summary>The files of Linux and macOS, by libc.</summary>
internal sealed class UnixFileSystem : IDurableFileSystem
{
    private const int FirstRead = 4096;

    /// <inheritdoc/>
    public void CreateDirectory(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.GetDirectoryName(full) is not { Length: > 0 } parent)
        {
            return;
        }

        if (Directory.Exists(full))
        {
            SyncMadeBefore(parent);
            return;
        }

        // From above, each name durable before there is one in it: so of directories that were left by a crash, only the last can be one that is not.
        CreateDirectory(parent);
        if (LibC.MakeDirectory(full) < 0 && Marshal.GetLastPInvokeError() is var errno && !(errno == Errno.Exists && Directory.Exists(full)))
        {
            throw DurableIOException.Of("mkdir", full, errno);
        }

        SyncDirectory(parent);
    }

    /// <inheritdoc/>
    public bool Exists(string path)
    {
        if (LibC.Exists(path) == 0)
        {
            return !Directory.Exists(path);
        }

        return Marshal.GetLastPInvokeError() is var errno && errno is Errno.NoEntry or Errno.NotDirectory ? false : throw DurableIOException.Of("access", path, errno);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory)
    {
        try
        {
            var names = Directory.GetFiles(directory).Select(path => Path.GetFileName(path)).ToArray();
            Array.Sort(names, StringComparer.Ordinal);
            return names;
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw DurableIOException.Of("readdir", directory, exception);
        }
    }

    /// <inheritdoc/>
    public byte[] Read(string path)
    {
        using var file = Open(path, LibC.ReadOnly);
        var bytes = new byte[FirstRead];
        var count = 0;
        while (true)
        {
            var read = Check("read", path, LibC.Read(file, bytes.AsSpan(count)));
            if (read == 0)
            {
                return bytes.AsSpan(0, count).ToArray();
            }

            count += read;
            if (count == bytes.Length)
            {
                if (count == Array.MaxLength)
                {
                    throw DurableIOException.Of("read", path, Errno.TooBig);
                }

                Array.Resize(ref bytes, (int)Math.Min(2L * count, Array.MaxLength));
            }
        }
    }

    /// <inheritdoc/>
    public IDurableFile Create(string path)
    {
        CreateEmpty(path);
        return new UnixFile(path, Open(path, LibC.WriteOnly), 0);
    }

    /// <inheritdoc/>
    public IDurableFile OpenAppend(string path, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var file = Open(path, LibC.WriteOnly);
        try
        {
            var found = LibC.SeekEnd(file);
            if (found < length)
            {
                throw found < 0
                    ? DurableIOException.Of("lseek", path, Marshal.GetLastPInvokeError())
                    : new DurableIOException("open", path, Errno.Invalid, $"it has {found} bytes, not the {length} to append to");
            }

            Check("ftruncate", path, LibC.Truncate(file, length));
            LibC.SeekEnd(file);
            return new UnixFile(path, file, length);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Rename(string from, string to) => Check("rename", from, LibC.Rename(from, to));

    /// <inheritdoc/>
    public void Delete(string path)
    {
        if (LibC.Unlink(path) < 0 && Marshal.GetLastPInvokeError() is var errno && errno != Errno.NoEntry)
        {
            throw DurableIOException.Of("unlink", path, errno);
        }
    }

    /// <inheritdoc/>
    public void SyncDirectory(string path)
    {
        using var directory = Open(path, LibC.ReadOnly);

        // Some file systems have no sync of directories, and say so; there is nothing else to do with them.
        if (LibC.Sync(directory) < 0 && Marshal.GetLastPInvokeError() is var errno && errno is not (Errno.Invalid or Errno.BadDescriptor))
        {
            throw DurableIOException.Of("fsync", path, errno);
        }
    }

    /// <inheritdoc/>
    public IDisposable? TryLock(string path)
    {
        CreateEmpty(path);
        var file = Open(path, LibC.ReadOnly);
        if (LibC.TryLock(file) == 0)
        {
            return file;
        }

        var errno = Marshal.GetLastPInvokeError();
        file.Dispose();
        return errno == Errno.WouldBlock ? null : throw DurableIOException.Of("flock", path, errno);
    }

    // Closed and opened again, because what creat opens would be given to child processes: a lock would outlive its process in them.
    private static void CreateEmpty(string path) => new SafeFileHandle(Check("open", path, LibC.Create(path)), ownsHandle: true).Dispose();

    private static SafeFileHandle Open(string path, int flags) => new(Check("open", path, LibC.Open(path, flags)), ownsHandle: true);

    private static int Check(string operation, string path, int result) =>
        result >= 0 ? result : throw DurableIOException.Of(operation, path, Marshal.GetLastPInvokeError());

    // A parent that may not be read is one in which this class has made nothing.
    private void SyncMadeBefore(string parent)
    {
        try
        {
            SyncDirectory(parent);
        }
        catch (DurableIOException exception) when (exception.Errno == Errno.Access)
        {
        }
    }
}
