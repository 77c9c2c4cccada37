using Linq.Streaming;

namespace Nexmark;

internal sealed record BidderBids(long Bidder, long Bids, DateTimeOffset Start, DateTimeOffset End);

/// <summary>q11: how many bids did a bidder make in one go, without ten seconds between two?</summary>
internal static class Q11Sessions
{
    public static IStreamQueryable<BidderBids> Query(IStreamQueryable<Bid> bids) =>
        from b in bids.ByTime().SessionWindow(b => b.Bidder, TimeSpan.FromSeconds(10))
        group b by b.Bidder into g
        select new BidderBids(g.Key, g.Count(), g.Window.Start, g.Window.End);
}
