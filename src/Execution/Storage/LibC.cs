using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Linq.Streaming.Execution.Storage;

/// <summary>The calls of libc that files need, on 64-bit Linux and macOS. A call that a signal interrupted is repeated.</summary>
/// <remarks>A result below zero is a failure, and <see cref="Marshal.GetLastPInvokeError"/> its number.</remarks>
internal static partial class LibC
{
    public const int ReadOnly = 0;
    public const int WriteOnly = 1;

    // Linux writes no more than about 2 GiB in one call, and macOS refuses to.
    private const int MostBytes = 1 << 30;

    // F_FULLFSYNC of macOS, and what it answers where there is no such thing.
    private const int FullSync = 51;
    private const int NotTerminal = 25;
    private const int NotSupported = 45;
    private const int NotTried = 1;

    private const int SeekToEnd = 2;
    private const int LockAtOnce = 2 | 4;

    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>Opens what is there; no child process gets it. Negative if it cannot be opened.</summary>
    public static int Open(string path, int flags) => Repeat(() => OpenCore(path, flags | CloseOnExec));

    /// <summary>Makes an empty file of a path, for this user alone.</summary>
    /// <remarks>Not with open: where it takes a mode it has a variable number of arguments, which are passed in another way on macOS on ARM.</remarks>
    public static int Create(string path) => Repeat(() => Creat(path, 0b110_000_000));

    public static int MakeDirectory(string path) => Repeat(() => Mkdir(path, 0b111_000_000));

    public static int Exists(string path) => Repeat(() => Access(path, 0));

    public static int Rename(string from, string to) => Repeat(() => RenameCore(from, to));

    public static int Unlink(string path) => Repeat(() => UnlinkCore(path));

    public static int Truncate(SafeFileHandle file, long length) => Repeat(() => Ftruncate(file, length));

    public static long SeekEnd(SafeFileHandle file) => Lseek(file, 0, SeekToEnd);

    public static int TryLock(SafeFileHandle file) => Repeat(() => Flock(file, LockAtOnce));

    /// <summary>Syncs a file or a directory.</summary>
    /// <remarks>On macOS fsync leaves the data in the cache of the device, so that another call asks for more, where the file system knows it.</remarks>
    public static int Sync(SafeFileHandle file)
    {
        var result = OperatingSystem.IsMacOS() ? Repeat(() => Fcntl(file, FullSync)) : NotTried;
        return result == NotTried || (result < 0 && Marshal.GetLastPInvokeError() is Errno.Invalid or NotTerminal or NotSupported) ? Repeat(() => Fsync(file)) : result;
    }

    public static unsafe int Write(SafeFileHandle file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                var count = (int)WriteCore(file, start, Math.Min(bytes.Length, MostBytes));
                if (count >= 0 || Marshal.GetLastPInvokeError() != Errno.Interrupted)
                {
                    return count;
                }
            }
        }
    }

    public static unsafe int Read(SafeFileHandle file, Span<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            while (true)
            {
                var count = (int)ReadCore(file, start, Math.Min(bytes.Length, MostBytes));
                if (count >= 0 || Marshal.GetLastPInvokeError() != Errno.Interrupted)
                {
                    return count;
                }
            }
        }
    }

    private static int Repeat(Func<int> call)
    {
        int result;
        do
        {
            result = call();
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);
        return result;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCore(string path, int flags);

    [LibraryImport("libc", EntryPoint = "creat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Creat(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Mkdir(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int RenameCore(string from, string to);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int UnlinkCore(string path);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    private static partial int Ftruncate(SafeFileHandle file, long length);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    private static partial long Lseek(SafeFileHandle file, long offset, int origin);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Fcntl(SafeFileHandle file, int command);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static unsafe partial nint WriteCore(SafeFileHandle file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static unsafe partial nint ReadCore(SafeFileHandle file, byte* bytes, nint count);
}
