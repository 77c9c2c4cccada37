using Execution.Tests.Context;
using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Inputs;

public sealed class MalformedCsvTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly List<Row> _rows = [];
    private readonly List<MalformedInput> _letters = [];

    public static TheoryData<string> Endless { get; } =
    [
        "A,B\n1,x\n2,\"open\n3,y\n",
        "A,B\n1,x\n2,\"a\"b\n3,y\n",
        $"A,B\n1,x\n2,\"{new string('z', 17 << 20)}\"\n3,y\n",
    ];

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task A_row_that_is_malformed_is_told_as_it_stands_in_the_file()
    {
        await using var context = Context("A,B\n1,x\nno,\"a,\n\"\"b\"\n2\n3,\"y\"\n");
        await context.RunAsync().InTime();
        Assert.Equal([new Row(1, "x"), new Row(3, "y")], _rows);
        Assert.Equal(["no,\"a,\n\"\"b\"", "2"], _letters.Select(letter => letter.Content));
        Assert.Equal(["3", "5"], _letters.Select(letter => letter.Position.Split(' ')[^1]));
    }

    [Theory]
    [MemberData(nameof(Endless), DisableDiscoveryEnumeration = true)]
    public async Task Where_no_row_can_be_told_any_more_the_file_fails_whatever_the_policy(string text)
    {
        await using var context = Context(text);
        context.Start();
        var failure = await context.FailsWith("LS4001");
        Assert.Equal(3L, failure.Diagnostics[0].Parameters[1]);
        Assert.Equal([new Row(1, "x")], _rows);
        Assert.Empty(_letters);
    }

    private StreamContext Context(string text)
    {
        File.WriteAllText(_path, text);
        var context = new StreamContext(Second);
        context.FromCsv<Row>(_path, malformed: MalformedPolicy.DeadLetter(_letters.Add)).ForEachBatch(batch => _rows.AddRange(batch));
        return context;
    }

    public sealed record Row(int A, string B);
}
