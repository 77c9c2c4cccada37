namespace Linq.Streaming.Execution.Storage;

/// <summary>A file of Windows: a stream without a buffer, positioned at its end.</summary>
internal sealed class WindowsFile(string path, FileStream stream) : IDurableFile
{
    private DurableIOException? _failure;

    /// <inheritdoc/>
    public long Length => stream.Position;

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        ThrowIfFailed("write");
        try
        {
            stream.Write(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw _failure = DurableIOException.Of("write", path, exception);
        }
    }

    /// <inheritdoc/>
    public void Sync()
    {
        ThrowIfFailed("fsync");
        try
        {
            stream.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw _failure = DurableIOException.Of("fsync", path, exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private void ThrowIfFailed(string operation)
    {
        if (_failure is not null)
        {
            throw _failure.Again(operation);
        }
    }
}
