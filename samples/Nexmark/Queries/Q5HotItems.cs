using Linq.Streaming;

namespace Nexmark;

internal sealed record AuctionBids(long Auction, long Bids);

/// <summary>q5: every two seconds, the auctions with the most bids in the last ten.</summary>
internal static class Q5HotItems
{
    public static IStreamQueryable<AuctionBids> Query(IStreamQueryable<Bid> bids)
    {
        var counts =
            from b in bids.ByTime().Window(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(2))
            group b by b.Auction into g
            select new AuctionBids(g.Key, g.Count());

        // Groups stay inside their window: one key for all rows gives a group for each window.
        return
            from c in counts
            group c by 0 into window
            let most = window.Max(c => c.Bids)
            from c in window
            where c.Bids == most
            select c;
    }
}
