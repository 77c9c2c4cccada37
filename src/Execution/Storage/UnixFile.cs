using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Linq.Streaming.Execution.Storage;

/// <summary>A file of Linux or macOS, positioned at its end.</summary>
internal sealed class UnixFile(string path, SafeFileHandle handle, long length) : IDurableFile
{
    private DurableIOException? _failure;

    /// <inheritdoc/>
    public long Length { get; private set; } = length;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        ThrowIfFailed("write");
        while (!bytes.IsEmpty)
        {
            var count = LibC.Write(handle, bytes);
            if (count <= 0)
            {
                // A write of nothing is no error to the system, but would be none for ever.
                throw _failure = DurableIOException.Of("write", path, count == 0 ? Errno.IO : Marshal.GetLastPInvokeError());
            }

            Length += count;
            bytes = bytes[count..];
        }
    }

    /// <inheritdoc/>
    public void Sync()
    {
        ThrowIfFailed("fsync");
        if (LibC.Sync(handle) < 0)
        {
            throw _failure = DurableIOException.Of("fsync", path, Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>Closes the file. What closing could report, the sync has reported.</summary>
    public void Dispose() => handle.Dispose();

    private void ThrowIfFailed(string operation)
    {
        if (_failure is not null)
        {
            throw _failure.Again(operation);
        }
    }
}
