using Linq.Streaming;

namespace Nexmark;

internal sealed record ValidBid(Auction Auction, Bid Bid);

/// <summary>What q4, q6 and q9 begin with: the bids that came while their auction was open, each with the auction.</summary>
internal static class ValidBids
{
    public static IStreamQueryable<ValidBid> Of(IStreamQueryable<Auction> auctions, IStreamQueryable<Bid> bids) =>
        from a in auctions.Accumulate()
        join b in bids.Accumulate() on a.Id equals b.Auction
        where b.DateTime >= a.DateTime && b.DateTime <= a.Expires
        select new ValidBid(a, b);

    /// <summary>The winning bid of each auction so far: the highest, of these the earliest.</summary>
    public static IStreamQueryable<ValidBid> Winners(IStreamQueryable<Auction> auctions, IStreamQueryable<Bid> bids) =>
        from v in Of(auctions, bids)
        group v by v.Auction.Id into g
        from best in g.OrderByDescending(v => v.Bid.Price).ThenBy(v => v.Bid.DateTime).Take(1)
        select best;
}
