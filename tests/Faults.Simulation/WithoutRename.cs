using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A planted fault: what is to be written under a temporary name is written over the old content at once.</summary>
internal sealed class WithoutRename(IDurableFileSystem files) : FileSystemDecorator(files)
{
    public override IDurableFile Create(string path) => base.Create(IsTemporary(path) ? path[..^DurableFiles.TemporarySuffix.Length] : path);

    public override void Rename(string from, string to)
    {
        if (!IsTemporary(from))
        {
            base.Rename(from, to);
        }
    }

    private static bool IsTemporary(string path) => path.EndsWith(DurableFiles.TemporarySuffix, StringComparison.Ordinal);
}
