using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Inputs;

public sealed class JsonLinesTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();
    private readonly List<string> _pages = [];

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Each_line_is_a_row_and_blank_ones_are_none()
    {
        File.WriteAllText(_path, "{\"Page\":\"a\",\"Millis\":3}\n\n{\"Page\":\"ü\"}");
        await Run(context => context.FromJsonLines<Click>(_path, batchSize: 1));
        Assert.Equal(["a 3", "ü 0"], _pages);
    }

    [Fact]
    public async Task A_line_that_is_no_such_value_fails_the_source_after_what_came_before()
    {
        File.WriteAllText(_path, "{\"Page\":\"a\"}\n{\"Page\":");
        var failure = await Assert.ThrowsAsync<StreamQueryException>(() => Run(context => context.FromJsonLines<Click>(_path, "clicks", batchSize: 1)));
        Assert.Equal("LS4006", failure.Code);
        Assert.Equal(["clicks", $"{Path.GetFileName(_path)}, line 2"], failure.Diagnostics[0].Parameters.Take(2));
    }

    [Fact]
    public async Task Lines_may_be_left_out_and_are_counted()
    {
        File.WriteAllText(_path, "null\n{\"Page\":\"a\"}\n17\n{\"Page\":\"b\"}\n");
        var context = await Run(context => context.FromJsonLines<Click>(_path, malformed: MalformedPolicy.Skip));
        Assert.Equal(["a 0", "b 0"], _pages);
        Assert.Equal(2, context.Exit!.Sources[0].Malformed);
    }

    [Fact]
    public async Task A_file_that_is_missing_fails_the_start()
    {
        var failure = await Assert.ThrowsAsync<StreamQueryException>(() => Run(context => context.FromJsonLines<Click>(_path + ".no")));
        Assert.Equal("LS4003", failure.Code);
    }

    [Fact]
    public async Task Rows_of_CSV_files_may_be_left_out_too()
    {
        File.WriteAllText(_path, "Page,Millis\na,1\nb,x\nc\nd,4\n");
        var letters = new List<MalformedInput>();
        await Run(context => context.FromCsv<Click>(_path, "clicks", malformed: MalformedPolicy.DeadLetter(letters.Add)));
        Assert.Equal(["a 1", "d 4"], _pages);
        Assert.Equal([("line 3", "b,x"), ("line 4", "c")], letters.Select(letter => (letter.Position.Split(", ")[1], letter.Content)));
    }

    private async Task<StreamContext> Run(Func<StreamContext, IStreamQueryable<Click>> source)
    {
        var context = new StreamContext(Second);
        source(context).ForEachBatch(batch => _pages.AddRange(batch.Select(click => $"{click.Page} {click.Millis}")));
        context.Start();
        await context.Completion.InTime();
        return context;
    }

    private sealed record Click(string Page, int Millis = 0);
}
