using Linq.Streaming;

namespace Nexmark;

internal sealed record RankedBid(Bid Bid, int Rank);

/// <summary>q19: the ten highest bids on each auction, with their rank; of equal prices the earlier bid is before.</summary>
internal static class Q19TopBids
{
    public static IStreamQueryable<RankedBid> Query(IStreamQueryable<Bid> bids) =>
        from b in bids.Accumulate()
        group b by b.Auction into g
        from ranked in g.OrderByDescending(b => b.Price).ThenBy(b => b.DateTime).ThenBy(b => b.Bidder).Take(10).Select((b, i) => new RankedBid(b, i + 1))
        select ranked;
}
