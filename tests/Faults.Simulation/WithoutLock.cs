using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A planted fault: everybody gets the lock, as on a network drive that lost it.</summary>
internal sealed class WithoutLock(IDurableFileSystem files) : FileSystemDecorator(files)
{
    public override IDisposable? TryLock(string path) => new Nothing();

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
