using System.Linq.Expressions;
using System.Text;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.Sinks.Csv;

/// <summary>A row on a line, one field for each member.</summary>
internal sealed class CsvEncoder<T>(bool hasHeader) : RowEncoder<T>
{
    private static readonly Lazy<(IReadOnlyList<CsvColumn> Columns, Action<CsvLine, T> Write)> LazyShared = new(() => Compile(CsvColumn.Of(typeof(T))), LazyThreadSafetyMode.PublicationOnly);

    private readonly CsvLine _line = new();

    public override string Extension => ".csv";

    public override ReadOnlyMemory<byte> Open()
    {
        foreach (var column in LazyShared.Value.Columns)
        {
            _line.Text(column.Name);
        }

        var header = Encoding.UTF8.GetBytes(_line.End().ToString());
        return hasHeader ? header : default(ReadOnlyMemory<byte>);
    }

    public override void Write(ReadOnlySpan<T> rows, ByteWriter bytes)
    {
        var write = LazyShared.Value.Write;
        foreach (var row in rows)
        {
            if (row is null)
            {
                throw new InvalidOperationException("A row is null, and CSV has no line for it. Leave it out with Where.");
            }

            _line.Clear();
            write(_line, row);
            Encoding.UTF8.GetBytes(_line.End(), bytes);
        }
    }

    // (line, row) => { line.Number(row.Id); if (row.At is null) line.Text(null) else line.Time(row.At.Value); … }
    private static (IReadOnlyList<CsvColumn> Columns, Action<CsvLine, T> Write) Compile(IReadOnlyList<CsvColumn> columns)
    {
        var line = Expression.Parameter(typeof(CsvLine), "line");
        var row = Expression.Parameter(typeof(T), "row");
        var body = Expression.Block(columns.Select(column => column.Write(line, row)));
        return (columns, LambdaCompiler.Compile(Expression.Lambda<Action<CsvLine, T>>(body, line, row)));
    }
}
