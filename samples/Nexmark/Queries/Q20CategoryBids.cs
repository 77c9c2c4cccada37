using Linq.Streaming;

namespace Nexmark;

/// <summary>q20: the bids on auctions of category 10, each with its auction.</summary>
internal static class Q20CategoryBids
{
    public static IStreamQueryable<ValidBid> Query(IStreamQueryable<Auction> auctions, IStreamQueryable<Bid> bids) =>
        from b in bids.Accumulate()
        join a in auctions.Accumulate().Where(a => a.Category == 10) on b.Auction equals a.Id
        select new ValidBid(a, b);
}
