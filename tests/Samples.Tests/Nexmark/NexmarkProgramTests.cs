namespace Samples.Tests;

public sealed class NexmarkProgramTests
{
    [Fact]
    public async Task The_list_has_every_query_with_how_its_rows_make_the_result_and_what_it_asks()
    {
        var lines = await NexmarkRun.LinesAsync("--list");

        Assert.Equal(23, lines.Length);
        Assert.Equal(
            "q0 q1 q2 q3 q4 q5 q6 q7 q8 q9 q11 q12 q13 q14 q15 q16 q17 q18 q19 q20 q21 q22 q23",
            string.Join(' ', lines.Select(line => line.Split(' ')[0])));
        Assert.Contains("q4   complete  the average winning price of each category", lines);
        Assert.Contains("q18  update    the last bid of each bidder on each auction", lines);
    }

    [Fact]
    public async Task Without_csv_it_tells_what_was_asked_the_first_rows_and_how_fast_it_was()
    {
        var lines = await NexmarkRun.LinesAsync("--query", "q1", "--events", "1000");

        Assert.Equal("q1: every bid, in euros", lines[0]);
        Assert.Equal("auction,bidder,price,date_time", lines[1]);
        Assert.Equal(9, lines.Length);
        Assert.Equal("…", lines[7]);
        Assert.Matches(@"^920 rows from 920 events in \d+\.\d\d s: [\d,]+ events per second\.$", lines[8]);
    }

    [Fact]
    public async Task A_result_of_few_rows_is_shown_as_a_whole_and_long_rows_are_cut()
    {
        var lines = await NexmarkRun.LinesAsync("--query", "q15", "--events", "5000", "--rate", "10");

        Assert.Equal(4, lines.Length);
        Assert.EndsWith("…", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("2015-07-15,4600,", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("1 rows from 4,600 events in ", lines[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q0")]
    [InlineData("q15")]
    [InlineData("q19")]
    public async Task The_same_seed_gives_the_same_result_and_another_one_another(string query)
    {
        var first = await NexmarkRun.LinesAsync("--query", query, "--events", "5000", "--csv", "--seed", "7");
        var second = await NexmarkRun.LinesAsync("--query", query, "--events", "5000", "--csv", "--seed", "7");
        var other = await NexmarkRun.LinesAsync("--query", query, "--events", "5000", "--csv", "--seed", "8");

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task A_stream_without_any_row_for_the_query_gives_the_header()
    {
        // The first events are a person and three auctions.
        Assert.Equal(["auction,bidder,price,date_time"], await NexmarkRun.LinesAsync("--query", "q0", "--events", "4", "--csv"));
    }

    [Fact]
    public async Task Explain_prints_every_level_and_reads_no_file()
    {
        var text = string.Join('\n', await NexmarkRun.LinesAsync("--query", "q1", "--data", "/there/is/no/such/directory", "--explain"));

        Assert.All(
            ["== Captured ==", "== Logical plan ==", "== Optimised plan ==", "== DStream graph", "== Stages =="],
            section => Assert.Contains(section, text, StringComparison.Ordinal));
        Assert.Contains("Replay<Bid>(\"bids\")", text, StringComparison.Ordinal);
        Assert.DoesNotContain("persons", text, StringComparison.Ordinal);
    }
}
