using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Receiving;

/// <summary>The blocks of one source in files of its own, in a directory below that of the checkpoint.</summary>
/// <remarks>
/// <code>
///   received/NAME/EPOCH-NUMBER.blocks     header | block | block | allocation | block ...
/// </code>
/// Each start begins a new file; a file that has grown to <see cref="FileSize"/> is followed by another. A file goes when every element in it is before a position that is forgotten.
/// </remarks>
internal sealed class BlockLog<T> : IBlockLog<T>, IDisposable
{
    private const long FileSize = 16 << 20;

    private readonly BlockLogSettings _settings;
    private readonly string _directory;
    private readonly string _source;
    private readonly ValueCodec<T> _codec;
    private readonly Lock _gate = new();
    private readonly FrameWriter _frames = new();
    private readonly ByteWriter _bytes = new();
    private readonly List<(string Name, long End)> _closed = [];
    private readonly List<(long Ticks, long Until)> _unwritten = [];
    private IDurableFile? _file;
    private string _name = "";
    private long _number;
    private long _end;
    private bool _hasFailed;

    public BlockLog(BlockLogSettings settings, string source)
    {
        (_settings, _source) = (settings, source);
        _codec = settings.Codecs.For<T>();
        _directory = $"{settings.Directory}/received/{source}";
    }

    /// <summary>Reads what earlier runs have left, makes it durable, and begins a file of this run.</summary>
    /// <param name="committed">Elements before it are not needed any more.</param>
    /// <returns>The blocks with elements behind it, in order and without a gap.</returns>
    /// <exception cref="StreamQueryException">LS5002, LS5003, LS5012, LS5014: it cannot be read. LS5007: it cannot be written.</exception>
    public IReadOnlyList<ReceivedBlock<T>> Open(long committed)
    {
        lock (_gate)
        {
            var blocks = Read(committed);
            try
            {
                Rotate();
                return blocks;
            }
            catch (DurableIOException failure)
            {
                throw new StreamQueryException(StreamErrors.CheckpointNotWritten(_directory, failure.Message), failure);
            }
        }
    }

    public void Add(IReadOnlyList<ReceivedBlock<T>> blocks) => Write(() =>
    {
        if (_file!.Length >= FileSize)
        {
            Rotate();
        }

        _frames.Clear();
        WriteAllocations();
        foreach (var block in blocks)
        {
            _bytes.Clear();
            _bytes.WriteInt64(block.Position);
            _bytes.WriteNumber(block.Rows.Count);
            _codec.WriteAll(_bytes, block.Rows.Span);
            _frames.Write(BlockRecordKind.Block, _codec.SchemaId, _bytes.Written);
        }

        _file!.Write(_frames.Written);
        _file.Sync();
        _settings.CheckOwner();
        _end = blocks[^1].End;
    });

    // Written with the next blocks: every write is followed by its sync, or a crash could leave a hole.
    public void Allocate(long ticks, long until) => Write(() => _unwritten.Add((ticks, until)));

    public void Forget(long position)
    {
        lock (_gate)
        {
            while (_closed.Count > 0 && _closed[0].End <= position && !_hasFailed)
            {
                try
                {
                    _settings.Files.Delete($"{_directory}/{_closed[0].Name}");
                    _closed.RemoveAt(0);
                }
                catch (DurableIOException)
                {
                    // It is tried again. A restart passes over what is before its position, as over a file that a crash has brought back.
                    return;
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _hasFailed = true;
            _file?.Dispose();
            _bytes.Dispose();
        }
    }

    private void WriteAllocations()
    {
        foreach (var (ticks, until) in _unwritten)
        {
            _bytes.Clear();
            _bytes.WriteInt64(ticks);
            _bytes.WriteInt64(until);
            _frames.Write(BlockRecordKind.Allocation, 0, _bytes.Written);
        }

        _unwritten.Clear();
    }

    private void Rotate()
    {
        if (_file is not null)
        {
            _file.Dispose();
            _closed.Add((_name, _end));
        }

        _name = $"{_settings.Epoch:d10}-{++_number:d6}.blocks";
        _file = _settings.Files.Create($"{_directory}/{_name}");
        _frames.Clear();
        _bytes.Clear();
        _bytes.WriteText(_source);
        _bytes.WriteText(_codec.Schema);
        _bytes.WriteInt64(_end);
        _frames.Write(BlockRecordKind.Header, _codec.SchemaId, _bytes.Written);
        _file.Write(_frames.Written);
        _file.Sync();
        _settings.Files.SyncDirectory(_directory);
    }

    // Nothing is written after a failure: what a sync that failed has left nobody knows.
    private void Write(Action write)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_hasFailed, this);
            try
            {
                write();
            }
            catch (DurableIOException failure)
            {
                _hasFailed = true;
                throw new StreamQueryException(StreamErrors.CheckpointNotWritten(_directory, failure.Message), failure);
            }
            catch
            {
                _hasFailed = true;
                throw;
            }
        }
    }

    private IReadOnlyList<ReceivedBlock<T>> Read(long committed)
    {
        try
        {
            _settings.Files.CreateDirectory(_directory);
            var content = new BlockLogContent<T>(_settings, _source, _directory, committed);
            foreach (var name in _settings.Files.List(_directory))
            {
                var length = content.Read(name, _settings.Files.Read($"{_directory}/{name}"));

                // Whoever wrote the end may have died before its sync.
                using var file = _settings.Files.OpenAppend($"{_directory}/{name}", length);
                file.Sync();
                _closed.Add((name, content.End));
            }

            _end = Math.Max(committed, content.End);
            return content.Blocks;
        }
        catch (CorruptDataException failure)
        {
            throw new StreamQueryException(StreamErrors.CheckpointDamaged(_directory, failure.Message), failure);
        }
        catch (DurableIOException failure)
        {
            throw new StreamQueryException(StreamErrors.CheckpointNotRead(_directory, failure.Message), failure);
        }
    }
}
