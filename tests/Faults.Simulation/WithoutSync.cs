using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A planted fault: files are never synced.</summary>
internal sealed class WithoutSync(IDurableFileSystem files) : FileSystemDecorator(files)
{
    public override IDurableFile Create(string path) => new UnsyncedFile(Files.Create(path));

    public override IDurableFile OpenAppend(string path, long length) => new UnsyncedFile(Files.OpenAppend(path, length));

    private sealed class UnsyncedFile(IDurableFile file) : IDurableFile
    {
        public long Length => file.Length;

        public void Write(ReadOnlySpan<byte> bytes) => file.Write(bytes);

        public void Sync()
        {
        }

        public void Dispose() => file.Dispose();
    }
}
