using System.Text.Json;
using Faults.Simulation;
using Linq.Streaming;
using Linq.Streaming.Execution.Sinks;
using static Execution.Tests.Sinks.SinkTesting;

namespace Execution.Tests.Sinks;

/// <summary>Rows as JSON, one a line.</summary>
public sealed class JsonLinesTests
{
    [Fact]
    public void Members_have_the_names_of_the_type() => Assert.Equal(
        "{\"Id\":1,\"name\":\"a\\nb\",\"Inner\":{\"X\":null}}\n", Written(new { Id = 1, name = "a\nb", Inner = new { X = (int?)null } }));

    [Fact]
    public void Tuples_have_their_fields() => Assert.Equal("{\"Item1\":1,\"Item2\":\"b\"}\n{\"Item1\":2,\"Item2\":null}\n", Written<(int, string?)>((1, "b"), (2, null)));

    [Fact]
    public void Numbers_that_are_none_are_strings() =>
        Assert.Equal("{\"A\":\"NaN\",\"B\":\"-Infinity\",\"C\":0.1}\n", Written(new { A = double.NaN, B = float.NegativeInfinity, C = 0.1 }));

    [Fact]
    public void Texts_stay_as_they_are() => Assert.Equal("{\"A\":\"é漢 <a> 'b'\"}\n", Written(new { A = "é漢 <a> 'b'" }));

    [Fact]
    public void Scalars_lists_and_null_are_lines_too()
    {
        Assert.Equal("1\n2\n", Written(1, 2));
        Assert.Equal("[1,2]\n[]\n", Written<int[]>([1, 2], []));
        Assert.Equal("\"a\"\nnull\n", Written("a", null));
    }

    [Fact]
    public void Rows_are_read_again()
    {
        Row[] rows = [.. Enumerable.Range(0, 100).Select(i => new Row(i, $"line\r\n\u2028{i}", i / 3.0, new Point { X = i }))];

        var lines = Written(rows).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(rows, lines.Select(line => JsonSerializer.Deserialize<Row>(line, new JsonSerializerOptions { IncludeFields = true })));
    }

    [Fact]
    public void Types_that_cannot_be_written_are_refused_by_name()
    {
        Assert.Contains("'Call'", Refusal(new { Call = (Action?)null }), StringComparison.Ordinal);
        Assert.Contains("'Inner.Kinds[]'", Refusal(new { Inner = new { Kinds = new List<Type>() } }), StringComparison.Ordinal);
        Assert.Contains("'Table'", Refusal(new { Table = new int[1, 1] }), StringComparison.Ordinal);
    }

    private static string Refusal(object row) => (string)typeof(JsonLinesTests)
        .GetMethod(nameof(RefusalOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
        .MakeGenericMethod(row.GetType()).Invoke(null, null)!;

    private static string RefusalOf<T>() => Assert.Throws<NotSupportedException>(() => Sink<T>(new SimulatedFileSystem()).Open()).Message;

    private static FileSink<T> Sink<T>(SimulatedFileSystem files) => new(Out, new JsonEncoder<T>(), null, files);

    private static string Written<T>(params T[] rows)
    {
        var files = new SimulatedFileSystem();
        var sink = Sink<T>(files);
        sink.Open();
        sink.Write(Batch(1, rows));
        sink.Close();
        return Visible(files).Single()["1-1 ".Length..];
    }

    private sealed record Row(int Id, string Text, double Value, Point At);

    private struct Point
    {
        public int X;
    }
}
