using System.Globalization;
using CsCheck;

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
        Assert.Contains("2001-01-03 17:00-18:00   40 %     45,850 flights; busiest: DFW 67 (+18.2 min), ORD 50 (+33.0 min), ", run.Output, StringComparison.Ordinal);
        Assert.Contains("113,493 rows in 690 batches, 162 windows, 1,791 late rows, 20 filtered rows; ", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($" rows per second.{Environment.NewLine}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_equals_the_simulation_over_unsorted_files_with_gaps() => FlightFiles.Random.Sample(
        rows =>
        {
            using var file = new TemporaryFile([TemporaryFile.Header, .. rows]);
            var run = FlightsRun.WithAsync("--input", file.Path).GetAwaiter().GetResult();

            var expected = new ExpectedFlights([TemporaryFile.Header, .. rows]);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.StartsWith(
                string.Create(CultureInfo.InvariantCulture, $"{rows.Length} rows in {expected.Batches} batches, {expected.Windows} windows, {expected.LateRows.Count} late rows, {expected.Filtered} filtered rows; "),
                run.Lines()[^2],
                StringComparison.Ordinal);
        },
        iter: 50, threads: 1);

    [Fact]
    public async Task A_day_without_flights_at_six_has_its_line_at_the_next_hour_that_has()
    {
        using var file = new TemporaryFile(
            TemporaryFile.Header, "2001-01-01T16:00:00Z,0,1,A,B", "2001-01-01T19:00:00Z,0,1,C,B", "2001-01-01T20:00:00Z,0,1,D,B", "2001-01-02T17:00:00Z,0,1,E,B");

        var run = await FlightsRun.WithAsync("--input", file.Path);

        Assert.Equal(["2001-01-01 19:00-20:00", "2001-01-02 17:00-18:00"], run.Output.Split('\n').Where(line => line.Contains("busiest", StringComparison.Ordinal)).Select(line => line[..22]));
    }

    [Fact]
    public async Task On_a_terminal_it_draws_over_the_same_lines_and_leaves_the_last_window()
    {
        var run = await FlightsRun.WithAsync([], canRedraw: true);

        var frames = run.Output.Split("\e[14A");
        Assert.True(frames.Length > 1);
        Assert.All(frames, frame => Assert.Equal(14, frame.Split('\n').Count(line => line.EndsWith("\e[K", StringComparison.Ordinal))));
        Assert.Contains("Busiest airports, scheduled 2001-01-07 23:00-00:00\e[K\n", frames[^1], StringComparison.Ordinal);
        Assert.Contains("\n  ATL           31     +6.5 min\e[K\n", frames[^1], StringComparison.Ordinal);
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
