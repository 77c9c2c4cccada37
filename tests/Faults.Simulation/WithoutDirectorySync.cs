using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A planted fault: names are never synced, but for those of directories.</summary>
internal sealed class WithoutDirectorySync(IDurableFileSystem files) : FileSystemDecorator(files)
{
    public override void SyncDirectory(string path)
    {
    }
}
