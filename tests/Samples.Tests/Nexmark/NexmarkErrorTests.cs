namespace Samples.Tests;

public sealed class NexmarkErrorTests
{
    [Theory]
    [InlineData("--query is missing.")]
    [InlineData("--query is missing.", "--csv")]
    [InlineData("--query is missing.", "--explain")]
    [InlineData("--query needs the name of a query.", "--query")]
    [InlineData("Unknown query 'q10'. Use --list to see the queries.", "--query", "q10")]
    [InlineData("Unknown query 'Q5'. Use --list to see the queries.", "--query", "Q5")]
    [InlineData("Unknown query 'a b'. Use --list to see the queries.", "--query", "a\nb")]
    [InlineData("Unknown option 'q0'.", "q0")]
    [InlineData("Unknown option ''.", "--query", "q0", "")]
    [InlineData("Unknown option '--CSV'.", "--query", "q0", "--CSV")]
    [InlineData("Unknown option '--nonsense'.", "--help", "--nonsense")]
    [InlineData("--events needs a whole number from 1 to 100,000,000,000.", "--query", "q0", "--events")]
    [InlineData("--events needs a whole number from 1 to 100,000,000,000, not '0'.", "--query", "q0", "--events", "0")]
    [InlineData("--events needs a whole number from 1 to 100,000,000,000, not '1e6'.", "--query", "q0", "--events", "1e6")]
    [InlineData("--events needs a whole number from 1 to 100,000,000,000, not '99999999999999999999'.", "--query", "q0", "--events", "99999999999999999999")]
    [InlineData("--rate needs a whole number from 1 to 10,000,000, not '-1'.", "--query", "q0", "--rate", "-1")]
    [InlineData("--rate needs a whole number from 1 to 10,000,000, not '10000001'.", "--query", "q0", "--rate", "10000001")]
    [InlineData("--seed needs a whole number from -9,223,372,036,854,775,808 to 9,223,372,036,854,775,807, not 'x'.", "--query", "q0", "--seed", "x")]
    [InlineData("--data needs the name of a directory.", "--query", "q0", "--data")]
    [InlineData("--data needs the name of a directory.", "--query", "q0", "--data", "")]
    [InlineData("--data excludes --events, --seed and --rate, which are for generated events.", "--query", "q0", "--data", "x", "--seed", "1")]
    [InlineData("--explain and --csv exclude each other.", "--query", "q0", "--csv", "--explain")]
    [InlineData("--csv and --list exclude each other.", "--list", "--csv")]
    public async Task A_command_line_that_is_not_understood_is_refused(string problem, params string[] args)
    {
        var run = await NexmarkRun.WithAsync(args);

        Assert.Equal(new NexmarkRun(2, "", $"{problem} Use --help to see the options.{Environment.NewLine}"), run);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--query", "q0", "--csv", "--help")]
    public async Task Help_names_every_option(params string[] args)
    {
        var text = string.Join('\n', await NexmarkRun.LinesAsync(args));

        Assert.All(
            ["--query NAME", "--list", "--events N", "--seed N", "--rate N", "--data DIR", "--csv", "--explain", "--help"],
            option => Assert.Contains(option, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("q0")]
    [InlineData("q0", "--csv")]
    [InlineData("q15", "--csv")]
    public async Task A_missing_file_is_named_and_nothing_else_is_written(string query, params string[] args)
    {
        var missing = Path.Combine(Path.GetTempPath(), "no-such-nexmark-data");

        var run = await NexmarkRun.WithAsync(["--query", query, "--data", missing, .. args]);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"LS4003: {Path.Combine(missing, "bid.csv")} cannot be read: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("auction,bidder,price,channel,url,date_time,extra", "1000,1001,cheap,Apple,https://x,2015-07-15 00:00:01.000,", "LS4001: {0}, line 2: column 'price' has 'cheap', which is not a valid Int64.")]
    [InlineData("auction,bidder,price", "1000,1001,3", "LS4002: {0} has no column 'Channel' in its header; found: auction, bidder, price.")]
    public async Task A_file_that_does_not_fit_is_named_with_what_is_wrong(string header, string row, string message)
    {
        var directory = Directory.CreateTempSubdirectory("nexmark-");
        try
        {
            var file = Path.Combine(directory.FullName, "bid.csv");
            await File.WriteAllLinesAsync(file, [header, row]);

            var run = await NexmarkRun.WithAsync("--query", "q1", "--data", directory.FullName, "--csv");

            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.StartsWith(string.Format(message, file), run.Error, StringComparison.Ordinal);
            Assert.Single(run.Error.TrimEnd().Split('\n'));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
