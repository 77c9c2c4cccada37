using Nexmark;

namespace Samples.Tests;

/// <summary>Queries over generated events, which have what the small files lack, compared with LINQ to Objects over the same events.</summary>
public sealed class NexmarkGeneratedTests
{
    private static readonly EventGenerator Events = new(6_000, 7, 100);

    [Fact]
    public async Task The_sellers_of_q3() => await AssertGivesAsync("q3",
        from a in Events.Auctions
        join p in Events.Persons on a.Seller equals p.Id
        where p.State is "OR" or "ID" or "CA"
        where a.Category == 10
        select Row(p.Name, p.City, p.State, a.Id));

    [Fact]
    public async Task The_averages_of_q4() => await AssertGivesAsync("q4",
        from w in ValidBids().GroupBy(v => v.Auction.Id, (_, bids) => bids.MaxBy(v => v.Bid.Price))
        group (decimal)w.Bid.Price by w.Auction.Category into g
        select Row(g.Key, g.Average()));

    [Fact]
    public async Task The_hot_items_of_q5() => await AssertGivesAsync("q5",
        from b in Events.Bids
        from start in Enumerable.Range(0, 5).Select(i => Floor(b.DateTime, 2).AddSeconds(-2 * i))
        group b by start into window
        let counts = window.CountBy(b => b.Auction).ToList()
        from count in counts
        where count.Value == counts.Max(c => c.Value)
        select Row(count.Key, count.Value));

    [Fact]
    public async Task The_highest_bids_of_q7() => await AssertGivesAsync("q7",
        from window in Events.Bids.GroupBy(b => Floor(b.DateTime, 10))
        from b in window
        where b.Price == window.Max(x => x.Price)
        select Row(b.Auction, b.Price, b.Bidder, b.DateTime));

    [Fact]
    public async Task The_new_sellers_of_q8() => await AssertGivesAsync("q8",
        from p in Events.Persons
        let start = Floor(p.DateTime, 10)
        where Events.Auctions.Any(a => a.Seller == p.Id && Floor(a.DateTime, 10) == start)
        select Row(p.Id, p.Name, start));

    [Fact]
    public async Task The_sessions_of_q11() => await AssertGivesAsync("q11",
        from bidder in Events.Bids.GroupBy(b => b.Bidder)
        from session in Sessions(bidder)
        select Row(bidder.Key, session.Count, session[0].DateTime, session[^1].DateTime.AddSeconds(10)));

    [Fact]
    public async Task The_clock_windows_of_q12() => await AssertGivesAsync("q12",
        from b in Events.Bids
        group b by (b.Bidder, End: Floor(b.DateTime.AddTicks(-1), 10).AddSeconds(10)) into g
        select Row(g.Key.Bidder, g.Count(), g.Key.End.AddSeconds(-10), g.Key.End));

    [Fact]
    public async Task The_last_bids_of_q18() => await AssertGivesAsync("q18",
        from g in Events.Bids.GroupBy(b => (b.Bidder, b.Auction))
        select Row(g.OrderByDescending(b => b.DateTime).ThenBy(b => b.Extra, StringComparer.Ordinal).First()));

    [Fact]
    public async Task The_bids_with_auctions_of_q20() => await AssertGivesAsync("q20",
        from b in Events.Bids
        join a in Events.Auctions on b.Auction equals a.Id
        where a.Category == 10
        select $"{Row(b)},{Row(a.ItemName, a.Description, a.InitialBid, a.Reserve, a.DateTime, a.Expires, a.Seller, a.Category, a.Extra)}");

    private static async Task AssertGivesAsync(string query, IEnumerable<string> expected)
    {
        var lines = await NexmarkRun.LinesAsync("--query", query, "--events", "6000", "--seed", "7", "--rate", "100", "--csv");

        Assert.NotEmpty(lines.Skip(1));
        Assert.Equal(expected.Order(StringComparer.Ordinal), lines.Skip(1).Order(StringComparer.Ordinal));
    }

    private static List<ValidBid> ValidBids() =>
        [.. from a in Events.Auctions
            join b in Events.Bids on a.Id equals b.Auction
            where b.DateTime >= a.DateTime && b.DateTime <= a.Expires
            select new ValidBid(a, b)];

    private static List<List<Bid>> Sessions(IEnumerable<Bid> bids)
    {
        var sessions = new List<List<Bid>>();
        foreach (var bid in bids)
        {
            if (sessions.Count == 0 || bid.DateTime - sessions[^1][^1].DateTime > TimeSpan.FromSeconds(10))
                sessions.Add([]);
            sessions[^1].Add(bid);
        }

        return sessions;
    }

    private static DateTimeOffset Floor(DateTimeOffset time, int seconds) =>
        time.AddTicks(-(time.Ticks % (seconds * TimeSpan.TicksPerSecond)));

    private static string Row(Bid b) => Row(b.Auction, b.Bidder, b.Price, b.Channel, b.Url, b.DateTime, b.Extra);

    private static string Row(params object?[] values) => Csv.Row(values);
}
