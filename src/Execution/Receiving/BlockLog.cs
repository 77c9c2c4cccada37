using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Receiving;

/// <summary>The blocks of one source in files of its own, in a directory below that of the checkpoint.</summary>
/// <remarks>
/// <code>
///   received/NAME/EPOCH-NUMBER.blocks     header | block | block | allocation | block ...
/// </code>
/// Each start begins a new file; a file that has grown to <see cref="FileSize"/> is followed by another. A file goes when every element in it is before a position that is forgotten. Used by one thread at
/// a time, but for what <see cref="_gate"/> guards.
/// </remarks>
internal sealed class BlockLog<T> : IBlockLog<T>, IDisposable
{
    private const long FileSize = 16 << 20;
    private const ushort HeaderKind = 1;
    private const ushort BlockKind = 2;
    private const ushort AllocationKind = 3;

    private readonly BlockLogSettings _settings;
    private readonly string _directory;
    private readonly string _source;
    private readonly ValueCodec<T> _codec;
    private readonly Lock _gate = new();
    private readonly FrameWriter _frames = new();
    private readonly ByteWriter _bytes = new();
    private readonly List<(string Name, long End)> _closed = [];
    private readonly Dictionary<long, long> _allocations = [];
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
    /// <exception cref="StreamQueryException">LS5002, LS5012: it cannot be read. LS5007: it cannot be written.</exception>
    public IReadOnlyList<ReceivedBlock<T>> Open()
    {
        lock (_gate)
        {
            try
            {
                _settings.Files.CreateDirectory(_directory);
                var blocks = new List<ReceivedBlock<T>>();
                foreach (var name in _settings.Files.List(_directory))
                {
                    Read(name, blocks);
                }

                _end = blocks.Count == 0 ? 0 : blocks[^1].End;
                Rotate();
                return blocks;
            }
            catch (CorruptDataException failure)
            {
                throw new StreamQueryException(StreamErrors.CheckpointDamaged(_directory, failure.Message), failure);
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
            _frames.Write(BlockKind, _codec.SchemaId, _bytes.Written);
        }

        _file!.Write(_frames.Written);
        _file.Sync();
        _settings.CheckOwner();
        _end = blocks[^1].End;
    });

    // Written with the next blocks: every write is followed by its sync, or a crash could leave a hole.
    public void Allocate(long ticks, long until) => Write(() => _unwritten.Add((ticks, until)));

    /// <summary>Up to which element an earlier run noted that a batch has them; null where it did not. Known once the log is open.</summary>
    public long? AllocatedTo(long ticks) => _allocations.TryGetValue(ticks, out var until) ? until : null;

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
                    // It is tried again, and passed over by a restart.
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
            _frames.Write(AllocationKind, 0, _bytes.Written);
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
        _frames.Write(HeaderKind, _codec.SchemaId, _bytes.Written);
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

    private void Read(string name, List<ReceivedBlock<T>> blocks)
    {
        var path = $"{_directory}/{name}";
        var bytes = _settings.Files.Read(path);
        var reader = new FrameReader(bytes);
        ValueCodec<T>? codec = null;
        while (reader.TryRead(out var frame))
        {
            var payload = new ByteReader(frame.Payload);
            switch (frame.Kind)
            {
                case HeaderKind:
                    codec = Codec(ref payload);
                    CheckEnd(payload.ReadInt64(), blocks, name);
                    break;
                case BlockKind:
                    Append(blocks, Block(ref payload, codec ?? throw new CorruptDataException($"{name} has no header")), name);
                    break;
                case AllocationKind:
                    _allocations[payload.ReadInt64()] = payload.ReadInt64();
                    break;
                default:
                    throw new CorruptDataException($"{name} has a record of the unknown kind {frame.Kind}");
            }
        }

        if (reader.End is FrameEnd.Corrupt or FrameEnd.Newer)
        {
            throw new CorruptDataException($"{name} is damaged, or of a newer version, after {reader.Offset} bytes");
        }

        // Whoever wrote the end may have died before its sync.
        using var file = _settings.Files.OpenAppend(path, reader.Offset);
        file.Sync();
        _closed.Add((name, blocks.Count == 0 ? 0 : blocks[^1].End));
    }

    // What was there when a file was begun was durable.
    private static void CheckEnd(long end, List<ReceivedBlock<T>> blocks, string name)
    {
        if (blocks.Count > 0 && blocks[^1].End != end)
        {
            throw new CorruptDataException($"{name} was begun after element {end}, and the file before it ends at {blocks[^1].End}");
        }
    }

    private static void Append(List<ReceivedBlock<T>> blocks, ReceivedBlock<T> block, string name)
    {
        if (blocks.Count > 0 && blocks[^1].End != block.Position)
        {
            throw new CorruptDataException($"{name} goes on at element {block.Position}, and the one before ends at {blocks[^1].End}");
        }

        blocks.Add(block);
    }

    private ValueCodec<T> Codec(ref ByteReader payload)
    {
        _ = payload.ReadText();
        return _settings.Codecs.ForSchema<T>(payload.ReadText() ?? "", out var reason) ?? throw new CorruptDataException($"its elements cannot be read as they are now: {reason}");
    }

    private static ReceivedBlock<T> Block(ref ByteReader payload, ValueCodec<T> codec)
    {
        var position = payload.ReadInt64();
        var rows = new T[payload.ReadNumber()];
        codec.ReadAll(ref payload, rows);
        return new ReceivedBlock<T>(new Block<T>(rows), position);
    }
}
