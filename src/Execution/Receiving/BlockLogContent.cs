using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Linq.Streaming.Execution.Receiving;

/// <summary>What the files of a block log say together, read in the order in which they were begun.</summary>
/// <param name="settings">Where and as what blocks are kept.</param>
/// <param name="source">The name of the source.</param>
/// <param name="directory">The directory of the files.</param>
/// <param name="committed">Elements before it are not needed any more, so it does not matter what there is of them: a crash may bring back some of the files that were deleted.</param>
internal sealed class BlockLogContent<T>(BlockLogSettings settings, string source, string directory, long committed)
{
    private readonly List<ReceivedBlock<T>> _blocks = [];
    private bool _hasHeader;

    /// <summary>The blocks that have elements behind the position that is committed.</summary>
    public IReadOnlyList<ReceivedBlock<T>> Blocks => _blocks;

    /// <summary>How many elements have been received, as far as has been read.</summary>
    public long End { get; private set; }

    /// <summary>Reads the next file.</summary>
    /// <returns>How much of it counts.</returns>
    /// <exception cref="CorruptDataException">It is damaged, or one before it is missing.</exception>
    /// <exception cref="StreamQueryException">LS5003, LS5014.</exception>
    public int Read(string name, ReadOnlySpan<byte> bytes)
    {
        var reader = new FrameReader(bytes);
        string? schema = null;
        while (reader.TryRead(out var frame))
        {
            var payload = new ByteReader(frame.Payload);
            switch (frame.Kind)
            {
                case BlockRecordKind.Header:
                    _ = payload.ReadText();
                    schema = payload.ReadText();
                    GoOnAt(payload.ReadInt64(), name);
                    break;
                case BlockRecordKind.Block:
                    Append(ref payload, schema ?? throw new CorruptDataException($"{name} has no header"), name);
                    break;
                case BlockRecordKind.Allocation:
                    break;
                default:
                    throw new CorruptDataException($"{name} has a record of the unknown kind {frame.Kind}");
            }
        }

        return reader.End switch
        {
            FrameEnd.Newer => throw new StreamQueryException(StreamErrors.CheckpointOfNewerVersion(directory, name)),
            FrameEnd.Corrupt => throw new CorruptDataException($"{name} does not check at byte {reader.Offset} of {bytes.Length}"),
            _ => reader.Offset,
        };
    }

    // A file says how many elements there were when it was begun: all of them were durable, and what a process that was replaced has added since does not count.
    private void GoOnAt(long start, string name)
    {
        var end = _hasHeader ? End : Math.Min(start, committed);
        if (start > end && start > committed)
        {
            throw new CorruptDataException($"{name} was begun after element {start}, and what is there before it ends at {end}");
        }

        var count = _blocks.Count;
        while (count > 0 && _blocks[count - 1].Position >= start)
        {
            count--;
        }

        _blocks.RemoveRange(count, _blocks.Count - count);
        if (count > 0 && start <= end && _blocks[^1].End > start)
        {
            throw new CorruptDataException($"{name} was begun after element {start}, in the middle of a block");
        }

        if (start > end)
        {
            _blocks.Clear();
        }

        (End, _hasHeader) = (start, true);
    }

    private void Append(ref ByteReader payload, string schema, string name)
    {
        var (position, count) = (payload.ReadInt64(), payload.ReadNumber());
        if (position != End)
        {
            throw new CorruptDataException($"{name} goes on at element {position}, and what is there before ends at {End}");
        }

        End += count;
        if (End > committed)
        {
            var codec = settings.Codecs.ForSchema<T>(schema, out var reason)
                ?? throw new StreamQueryException(StreamErrors.ReceivedNotReadable(source, typeof(T), reason ?? "they were of another type"));
            var rows = new T[count];
            codec.ReadAll(ref payload, rows);
            _blocks.Add(new ReceivedBlock<T>(new Block<T>(rows), position));
        }
    }
}
