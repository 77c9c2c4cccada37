using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A device on which a snapshot takes as long as a test likes.</summary>
internal sealed class SlowSnapshots(IDurableFileSystem files) : FileSystemDecorator(files), IDisposable
{
    private readonly ManualResetEventSlim _begun = new();
    private readonly ManualResetEventSlim _goOn = new();

    public void WaitForOne() => _begun.Wait();

    public void GoOn() => _goOn.Set();

    public override IDurableFile Create(string path)
    {
        if (path.Contains("snapshot-", StringComparison.Ordinal))
        {
            _begun.Set();
            _goOn.Wait();
        }

        return base.Create(path);
    }

    public void Dispose()
    {
        _begun.Dispose();
        _goOn.Dispose();
    }
}
