using System.Globalization;
using System.Text;

namespace Linq.Streaming.Connectors.Kafka.Writing;

/// <summary>The header by which a record is known again: <c>query/output/batch/row</c>.</summary>
internal sealed class RowMark(StreamSinkContext context)
{
    public const string Header = "linqstream-row";

    private readonly string _start = string.Create(CultureInfo.InvariantCulture, $"{context.QueryId:N}/{context.Output}/");

    public byte[] Of(long batch, int row) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_start}{batch}/{row}"));

    /// <summary>Which row of a batch it is, if it is one of it.</summary>
    public int? RowOf(ReadOnlySpan<byte> mark, long batch)
    {
        var start = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{_start}{batch}/"));
        return mark.StartsWith(start) && int.TryParse(mark[start.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;
    }
}
