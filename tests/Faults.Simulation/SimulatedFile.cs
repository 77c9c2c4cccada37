using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A file of the simulation, positioned at its end.</summary>
internal sealed class SimulatedFile(SimulatedFileSystem files, int file, string path, long length) : IDurableFile
{
    private DurableIOException? _failure;
    private bool _isClosed;

    public long Length { get; private set; } = length;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        Try("write", () => files.Write(file, path, (int)Length, copy, count => Length += count));
    }

    public void Sync() => Try("fsync", () => files.Sync(file, path));

    public void Dispose() => _isClosed = true;

    private void Try(string operation, Action action)
    {
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_failure is not null)
        {
            throw _failure.Again(operation);
        }

        try
        {
            action();
        }
        catch (DurableIOException exception)
        {
            _failure = exception;
            throw;
        }
    }
}
