using System.Buffers;
using Linq.Streaming.Execution.Receiving;
using Linq.Streaming.Execution.Receiving.Sockets;

namespace Linq.Streaming.Execution.Inputs.TextFiles;

/// <summary>Reads a part of a file as lines, and lines as rows.</summary>
/// <param name="parse">Makes a row of a line; what it throws is a reason why the line is malformed.</param>
/// <param name="maxLineBytes">How long a line may be.</param>
/// <param name="malformed">Is told of lines that are no rows.</param>
internal sealed class FileLines<T>(Func<string, T> parse, int maxLineBytes, MalformedInputs malformed)
{
    private const int BufferSize = 65_536;
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads rows from the byte <paramref name="from"/> on, which starts a line, until one of the bounds is reached.</summary>
    /// <param name="path">The file.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="until">Where the part ends that may be read.</param>
    /// <param name="maxRows">How many rows there may be.</param>
    /// <param name="rows">Where rows go.</param>
    /// <returns>The byte behind the last line that was read.</returns>
    /// <remarks>Malformed lines are told by the byte at which they start, which is the same wherever reading began.</remarks>
    public long Read(string path, long from, long until, long maxRows, ICollection<T> rows)
    {
        var line = 0L;
        return Read(path, from, until, maxRows, rows, ref line);
    }

    /// <summary>As above, with malformed lines told by their number.</summary>
    /// <param name="path">The file.</param>
    /// <param name="from">The first byte.</param>
    /// <param name="until">Where the part ends that may be read.</param>
    /// <param name="maxRows">How many rows there may be.</param>
    /// <param name="rows">Where rows go.</param>
    /// <param name="line">How many lines there are before it, plus one; then the same of what follows. 0 if nobody knows.</param>
    public long Read(string path, long from, long until, long maxRows, ICollection<T> rows, ref long line)
    {
        var (name, first) = (Path.GetFileName(path), line);
        LineSplitter lines = null!;
        void Tell(long number, string reason, string content) =>
            malformed.Handle(first > 0 ? $"{name}, line {first + number - 1}" : $"{name}, byte {from + lines.Offset}", reason, content);
        lines = new LineSplitter(maxLineBytes, Tell);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
        file.Position = from;
        from = from == 0 ? SkipMark(file) : from;
        var (buffer, start, count, position) = (new byte[BufferSize], 0, 0, from);
        var end = rows.Count + maxRows;
        while (true)
        {
            var left = new ReadOnlySequence<byte>(buffer, start, count);
            var isEnd = position + count >= until;
            while (rows.Count < end && lines.TryNext(ref left, isEnd, out var text))
            {
                Add(rows, text, reason => Tell(lines.Number - 1, reason, text));
            }

            var consumed = count - (int)left.Length;
            (start, count, position) = (start + consumed, count - consumed, position + consumed);
            if (isEnd || rows.Count >= end)
            {
                line = first > 0 ? first + lines.Number - 1 : 0;
                return position;
            }

            (buffer, start) = Room(buffer, start, count);
            var read = file.Read(buffer, count, (int)Math.Min(buffer.Length - count, until - position - count));
            if (read == 0)
            {
                throw new IOException($"{path} ends at byte {position + count}, and {until} were expected.");
            }

            count += read;
        }
    }

    private void Add(ICollection<T> rows, string line, Action<string> tell)
    {
        T row;
        try
        {
            row = parse(line);
        }
        catch (Exception reason) when (reason is not (OutOfMemoryException or StreamQueryException))
        {
            tell(reason.Message);
            return;
        }

        rows.Add(row);
    }

    // Its length; 0 where there is none.
    private static long SkipMark(FileStream file)
    {
        Span<byte> start = stackalloc byte[3];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return file.Position = start[..length].SequenceEqual(ByteOrderMark) ? length : 0;
    }

    // What is left of a line moves to the front; a long line gets more room.
    private static (byte[] Buffer, int Start) Room(byte[] buffer, int start, int count)
    {
        var target = count * 2 > buffer.Length ? new byte[buffer.Length * 2] : buffer;
        Buffer.BlockCopy(buffer, start, target, 0, count);
        return (target, 0);
    }
}
