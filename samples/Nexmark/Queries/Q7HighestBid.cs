using Linq.Streaming;

namespace Nexmark;

internal sealed record HighestBid(long Auction, long Price, long Bidder, DateTimeOffset DateTime);

/// <summary>q7: every ten seconds, the bids with the highest price in them.</summary>
internal static class Q7HighestBid
{
    public static IStreamQueryable<HighestBid> Query(IStreamQueryable<Bid> bids)
    {
        var windows = bids.ByTime().Window(TimeSpan.FromSeconds(10));

        return
            from b in windows
            join highest in windows.Max(b => b.Price) on b.Price equals highest
            select new HighestBid(b.Auction, b.Price, b.Bidder, b.DateTime);
    }
}
