using Linq.Streaming;

namespace Nexmark;

/// <summary>q18: the last bid of each bidder on each auction; of two at the same time the one whose text comes first.</summary>
internal static class Q18LastBid
{
    public static IStreamQueryable<Bid> Query(IStreamQueryable<Bid> bids) =>
        from b in bids.Accumulate()
        group b by new { b.Bidder, b.Auction } into g
        from last in g.OrderByDescending(b => b.DateTime).ThenBy(b => b.Extra).Take(1)
        select last;
}
