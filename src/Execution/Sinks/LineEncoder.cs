using System.Globalization;
using System.Text;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Sinks;

/// <summary>The text of each row on a line.</summary>
internal sealed class LineEncoder<T>(Func<T, string>? format = null) : RowEncoder<T>
{
    public override string Extension => ".txt";

    public override ReadOnlyMemory<byte> Open() => default;

    public override void Write(ReadOnlySpan<T> rows, ByteWriter bytes)
    {
        // Records, tuples and pairs format their members in the current culture and take no other.
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            foreach (var row in rows)
            {
                Encoding.UTF8.GetBytes(format is null ? row?.ToString() ?? "null" : format(row), bytes);
                bytes.WriteByte((byte)'\n');
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
