using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Linq.Streaming.Execution.Receiving.Sockets;

/// <summary>Cuts bytes into lines of UTF-8 text, with bounded memory whatever comes.</summary>
/// <remarks>
/// A line ends with LF, or CR LF. One that is longer than the bound, or no UTF-8, is malformed: it is told once, with its start, and passed over up to its end. What follows the last
/// line end is a line when the input ends.
/// </remarks>
internal sealed class LineSplitter(int maxBytes, Action<long, string, string> onMalformed)
{
    private const int Kept = 100;

    private bool _isPassingOver;
    private long _taken;

    /// <summary>The number of the line that comes next, from 1.</summary>
    public long Number { get; private set; } = 1;

    /// <summary>How many bytes there were before the line that was given or told last.</summary>
    public long Offset { get; private set; }

    /// <summary>Cuts the next line off.</summary>
    /// <param name="buffer">What there is; in the end what is left of it.</param>
    /// <param name="isEnd">Whether nothing will follow.</param>
    /// <param name="line">The line.</param>
    /// <returns>Whether there was one. If not, what is left has to be given again with more behind it.</returns>
    public bool TryNext(ref ReadOnlySequence<byte> buffer, bool isEnd, out string line)
    {
        while (true)
        {
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var bytes = buffer.Slice(0, end);
                buffer = buffer.Slice(buffer.GetPosition(1, end));
                Take(bytes.Length + 1);
                if (TryText(bytes, out line))
                {
                    return true;
                }
            }
            else if (isEnd && (buffer.Length > 0 || _isPassingOver))
            {
                var bytes = buffer;
                buffer = buffer.Slice(buffer.End);
                Take(bytes.Length);
                return TryText(bytes, out line);
            }
            else
            {
                PassOverIfTooLong(ref buffer);
                line = "";
                return false;
            }
        }
    }

    // An endless line is not kept: its start is told, and its rest is let go as it comes. One byte more may be the CR of the line end.
    private void PassOverIfTooLong(ref ReadOnlySequence<byte> buffer)
    {
        if (!_isPassingOver && buffer.Length > maxBytes + 1L)
        {
            Offset = _taken;
            TellTooLong(buffer);
            _isPassingOver = true;
        }

        if (_isPassingOver)
        {
            _taken += buffer.Length;
            buffer = buffer.Slice(buffer.End);
        }
    }

    private void Take(long bytes)
    {
        Offset = _isPassingOver ? Offset : _taken;
        _taken += bytes;
    }

    private bool TryText(in ReadOnlySequence<byte> bytes, out string line)
    {
        line = "";
        var number = Number++;
        if (_isPassingOver)
        {
            _isPassingOver = false;
            return false;
        }

        var text = WithoutReturn(bytes);
        if (text.Length > maxBytes)
        {
            Number = number;
            TellTooLong(text);
            Number = number + 1;
            return false;
        }

        if (TryDecode(text, out line))
        {
            return true;
        }

        onMalformed(number, "It is no UTF-8 text.", Hexadecimal(text));
        return false;
    }

    // Without an exception: peers that send nonsense are not to cost more than others.
    private static bool TryDecode(in ReadOnlySequence<byte> text, out string line)
    {
        var rented = text.IsSingleSegment ? null : ArrayPool<byte>.Shared.Rent((int)text.Length);
        if (rented is not null)
        {
            text.CopyTo(rented);
        }

        var bytes = rented is null ? text.FirstSpan : rented.AsSpan(0, (int)text.Length);
        var isText = Utf8.IsValid(bytes);
        line = isText ? Encoding.UTF8.GetString(bytes) : "";
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return isText;
    }

    private void TellTooLong(in ReadOnlySequence<byte> bytes) =>
        onMalformed(Number, $"The line is longer than {maxBytes} bytes.", Encoding.UTF8.GetString(bytes.Slice(0, Math.Min(Kept, bytes.Length))));

    private static string Hexadecimal(in ReadOnlySequence<byte> bytes) => Convert.ToHexString(bytes.Slice(0, Math.Min(Kept, bytes.Length)).ToArray());

    private static ReadOnlySequence<byte> WithoutReturn(in ReadOnlySequence<byte> bytes) =>
        bytes.Length > 0 && bytes.Slice(bytes.Length - 1).FirstSpan[0] == (byte)'\r' ? bytes.Slice(0, bytes.Length - 1) : bytes;
}
