using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A planted fault: blocks that have been received are told to be durable before they are.</summary>
internal sealed class EarlyBlocks(IDurableFileSystem files) : FileSystemDecorator(files)
{
    private readonly WithoutSync _unsynced = new(files);

    public override IDurableFile Create(string path) => path.Contains("/received/", StringComparison.Ordinal) ? _unsynced.Create(path) : base.Create(path);
}
