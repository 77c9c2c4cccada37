namespace Linq.Streaming.Execution.Storage;

/// <summary>Numbers of errors. Those that are named here are the same on Linux and macOS, but for the last.</summary>
internal static class Errno
{
    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int IO = 5;
    public const int BadDescriptor = 9;
    public const int Access = 13;
    public const int Exists = 17;
    public const int CrossDevice = 18;
    public const int NotDirectory = 20;
    public const int IsDirectory = 21;
    public const int Invalid = 22;
    public const int TooBig = 27;
    public const int NoSpace = 28;

    /// <summary>EWOULDBLOCK: another holds the lock.</summary>
    public static readonly int WouldBlock = OperatingSystem.IsMacOS() ? 35 : 11;

    private static readonly int Quota = OperatingSystem.IsMacOS() ? 69 : 122;

    /// <summary>The name that manuals use, such as ENOSPC.</summary>
    public static string NameOf(int errno) => errno switch
    {
        1 => "EPERM",
        NoEntry => "ENOENT",
        Interrupted => "EINTR",
        IO => "EIO",
        BadDescriptor => "EBADF",
        Access => "EACCES",
        16 => "EBUSY",
        Exists => "EEXIST",
        CrossDevice => "EXDEV",
        NotDirectory => "ENOTDIR",
        IsDirectory => "EISDIR",
        Invalid => "EINVAL",
        23 => "ENFILE",
        24 => "EMFILE",
        TooBig => "EFBIG",
        NoSpace => "ENOSPC",
        30 => "EROFS",
        _ when errno == WouldBlock => "EWOULDBLOCK",
        _ when errno == Quota => "EDQUOT",
        _ => $"errno {errno}",
    };

    /// <summary>The nearest number for an exception of the runtime.</summary>
    public static int Of(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => NoEntry,
        UnauthorizedAccessException => Access,
        // ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL of Windows.
        IOException { HResult: unchecked((int)0x80070027) or unchecked((int)0x80070070) } => NoSpace,
        _ => IO,
    };
}
