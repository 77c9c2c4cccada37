namespace Samples.Tests;

public sealed class FlightsErrorTests
{
    [Theory]
    [InlineData("Unknown option '--frobnicate'.", "--frobnicate")]
    [InlineData("Unknown option 'flights.csv'.", "flights.csv")]
    [InlineData("Unknown option ''.", "")]
    [InlineData("Unknown option '--CSV'.", "--csv", "--CSV")]
    [InlineData("Unknown option '--nonsense'.", "--help", "--nonsense")]
    [InlineData("--input needs the name of a file.", "--csv", "--input")]
    [InlineData("--input needs the name of a file.", "--input", "")]
    [InlineData("--csv and --explain exclude each other.", "--csv", "--explain")]
    [InlineData("--csv and --explain exclude each other.", "--explain", "--csv")]
    [InlineData("--csv and --late exclude each other.", "--late", "--csv")]
    [InlineData("--late and --explain exclude each other.", "--late", "--explain")]
    public async Task A_command_line_that_is_not_understood_is_refused(string problem, params string[] args)
    {
        var run = await FlightsRun.WithAsync(args);

        Assert.Equal(new FlightsRun(2, "", $"{problem} Use --help to see the options.{Environment.NewLine}"), run);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--csv", "--help")]
    [InlineData("--help", "--explain")]
    public async Task Help_names_every_option(params string[] args)
    {
        var run = await FlightsRun.WithAsync(args);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(["--input FILE", "--csv", "--late", "--explain", "--help"], option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData()]
    [InlineData("--csv")]
    [InlineData("--late")]
    public async Task A_missing_file_is_named_with_its_code(params string[] args)
    {
        var missing = Path.Combine(Path.GetTempPath(), "no-such-flights.csv");

        await AssertFailsAsync($"LS4003: {missing} cannot be read: ", [.. args, "--input", missing]);
    }

    [Theory]
    [InlineData("2001-01-01T00:0x:00Z,1,2,A,B", "column 'scheduled' has '2001-01-01T00:0x:00Z', which is not a valid DateTimeOffset.")]
    [InlineData("2001-01-01T00:01:00Z,late,2,A,B", "column 'delay_minutes' has 'late', which is not a valid Int32.")]
    [InlineData("2001-01-01T00:01:00Z,1,2,A", "the row ends after 4 of 5 columns; column 'destination' is missing.")]
    public async Task A_malformed_row_is_named_with_its_line_and_no_results_come_before(string row, string reason)
    {
        using var file = new TemporaryFile(TemporaryFile.Header, "2001-01-01T00:01:00Z,1,2,A,B", row);

        await AssertFailsAsync($"LS4001: {file.Path}, line 3: {reason}", "--csv", "--input", file.Path);
    }

    [Fact]
    public async Task A_file_of_other_columns_is_refused()
    {
        using var file = new TemporaryFile("a,b", "1,2");

        await AssertFailsAsync($"LS4002: {file.Path} has no column 'Scheduled' in its header; found: a, b.", "--input", file.Path);
    }

    [Theory]
    [InlineData("2001-01-01T00:01:00Z", int.MaxValue)]
    [InlineData("2001-01-01T00:01:00Z", int.MinValue)]
    [InlineData("2001-01-01T00:01:00Z", 6_000_000)]
    [InlineData("0001-01-01T00:00:00Z", -1)]
    [InlineData("9999-12-31T23:59:00Z", 1)]
    [InlineData("1989-01-01T00:00:00Z", 0)]
    public async Task A_departure_far_from_the_others_is_refused_rather_than_waited_for(string scheduled, int delay)
    {
        using var file = new TemporaryFile(TemporaryFile.Header, "2001-01-01T00:01:00Z,1,2,A,B", $"{scheduled},{delay},2,A,B");

        await AssertFailsAsync($"{file.Path} cannot be replayed: ", "--csv", "--input", file.Path);
    }

    private static async Task AssertFailsAsync(string message, params string[] args)
    {
        var run = await FlightsRun.WithAsync(args);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }
}
