namespace Samples.Tests;

public sealed class FlightsLiveTests
{
    [Fact]
    public async Task Into_a_file_it_writes_a_plain_line_a_day_and_the_summary()
    {
        var run = await FlightsRun.WithAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain(run.Output, c => char.IsControl(c) && c is not ('\n' or '\r'));
        Assert.Equal(8, run.Output.Split('\n').Count(line => line.Contains("flights; busiest:", StringComparison.Ordinal)));
        Assert.Contains("2001-01-03 18:00   39 %     44,395 flights; busiest: ORD 167 (+32.7 min), DFW 166 (+18.9 min), ", run.Output, StringComparison.Ordinal);
        Assert.Contains("113,493 rows, 168 batches, 168 windows in ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($" rows per second.{Environment.NewLine}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_terminal_it_draws_over_the_same_lines_and_leaves_the_last_window()
    {
        var run = await FlightsRun.WithAsync([], canRedraw: true);

        var frames = run.Output.Split("\e[14A");
        Assert.True(frames.Length > 1);
        Assert.All(frames, frame => Assert.Equal(14, frame.Split('\n').Count(line => line.EndsWith("\e[K", StringComparison.Ordinal))));
        Assert.Contains("Busiest airports in the 3 hours to 2001-01-08 00:00\e[K\n", frames[^1], StringComparison.Ordinal);
        Assert.Contains("\n  ATL          103    +12.8 min\e[K\n", frames[^1], StringComparison.Ordinal);
        Assert.Contains("[##############################] 100 %  113,493 of 113,493 flights\e[K\n", frames[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_rows_is_said_to_have_none()
    {
        using var file = new TemporaryFile(TemporaryFile.Header);

        var run = await FlightsRun.WithAsync("--input", file.Path);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("Read and sorted 0 flights in ", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.Lines().Length);
    }

    [Fact]
    public async Task Explain_prints_every_level_and_reads_no_file()
    {
        var run = await FlightsRun.WithAsync("--explain", "--input", "/there/is/no/such/file.csv");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        string[] sections = ["== Captured ==", "== Logical plan ==", "== Optimised plan ==", "== DStream graph", "== Stages =="];
        var positions = sections.Select(section => run.Output.IndexOf(section, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, positions);
        Assert.Equal(positions.Order(), positions);
        Assert.Contains("GroupAggregate key=f => f.Origin", run.Output, StringComparison.Ordinal);
    }
}
