using Linq.Streaming;
using Nexmark;

namespace Samples.Tests;

/// <summary>A result that changes cannot be grouped again unless all of it is given each time: the planner says so.</summary>
public sealed class NexmarkRefusalTests
{
    private const string Updated = "updated results over everything so far";

    [Fact]
    public async Task An_average_of_maxima_so_far_is_refused_without_the_complete_result()
    {
        await AssertRefusedAsync(streams =>
            from price in streams.Bids.Accumulate().GroupBy(b => b.Auction).Select(g => g.Max(b => b.Price))
            group price by 0 into g
            select g.Average());
    }

    [Fact]
    public async Task Average_prices_of_categories_are_refused_without_the_complete_result() =>
        await AssertRefusedAsync(streams => Q4CategoryPrices.Query(streams.Auctions, streams.Bids, Emission.Update));

    [Fact]
    public async Task Winning_bids_by_seller_are_refused_without_the_complete_result()
    {
        await AssertRefusedAsync(streams =>
            from winner in ValidBids.Winners(streams.Auctions, streams.Bids)
            group winner by winner.Auction.Seller into g
            select g.Count());
    }

    private static async Task AssertRefusedAsync<T>(Func<NexmarkStreams, IStreamQueryable<T>> query)
    {
        var events = new EventGenerator(100, 1, 100);
        await using var context = new StreamContext(events.BatchInterval);
        var asked = query(new NexmarkStreams(context, events));

        var refused = Assert.Throws<StreamQueryException>(() => asked.Explain());

        var reason = Assert.Single(refused.Diagnostics);
        Assert.Equal(("LS1002", "GroupBy", Updated), (reason.Code, reason.Parameters[0], reason.Parameters[1]));
    }
}
