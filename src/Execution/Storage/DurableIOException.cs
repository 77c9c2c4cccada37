using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.Storage;

/// <summary>A durable operation has failed.</summary>
/// <param name="operation">The call: open, write, fsync, rename and so on.</param>
/// <param name="path">The file or directory. The message has its name only.</param>
/// <param name="errno">The number of the error, as the system has it.</param>
/// <param name="reason">The error in words.</param>
internal sealed class DurableIOException(string operation, string path, int errno, string reason)
    : IOException($"{operation} of '{Path.GetFileName(path.TrimEnd('/'))}' failed with {Storage.Errno.NameOf(errno)}: {reason}.")
{
    public string Operation => operation;

    public string FilePath => path;

    public int Errno => errno;

    /// <summary>The failure of a call with the system's words for it.</summary>
    public static DurableIOException Of(string operation, string path, int errno) => new(operation, path, errno, Marshal.GetPInvokeErrorMessage(errno));

    /// <summary>A failure that the runtime has reported in its own way.</summary>
    public static DurableIOException Of(string operation, string path, Exception exception) => new(operation, path, Storage.Errno.Of(exception), exception.Message.TrimEnd('.'));

    /// <summary>What an operation throws on a file that has failed before.</summary>
    public DurableIOException Again(string later) => new(later, path, errno, $"the file is unusable since its {operation} failed");
}
