using Linq.Streaming.Execution.Storage;

namespace Faults.Simulation;

/// <summary>A planted fault: what is written to logs is told to be durable, and reaches the disk only with what comes next. So rows are acknowledged, and batches committed, too early.</summary>
internal sealed class LateLog(IDurableFileSystem files) : FileSystemDecorator(files)
{
    public override IDurableFile Create(string path) => Late(path, base.Create(path));

    private static IDurableFile Late(string path, IDurableFile file) => path.Contains("log-", StringComparison.Ordinal) ? new LateFile(file) : file;

    private sealed class LateFile(IDurableFile file) : IDurableFile
    {
        private byte[]? _waiting;
        private bool _hasHeader;

        public long Length => file.Length + (_waiting?.Length ?? 0);

        public void Write(ReadOnlySpan<byte> bytes)
        {
            Flush();
            if (_hasHeader)
            {
                _waiting = bytes.ToArray();
                return;
            }

            _hasHeader = true;
            file.Write(bytes);
        }

        public void Sync()
        {
            if (_waiting is null)
            {
                file.Sync();
            }
        }

        public void Dispose() => file.Dispose();

        private void Flush()
        {
            if (_waiting is { } waiting)
            {
                _waiting = null;
                file.Write(waiting);
                file.Sync();
            }
        }
    }
}
