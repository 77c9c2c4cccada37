using Linq.Streaming;

namespace Nexmark;

/// <summary>q9: each auction with its winning bid so far: the highest that came in time, of these the earliest.</summary>
internal static class Q9WinningBids
{
    public static IStreamQueryable<ValidBid> Query(IStreamQueryable<Auction> auctions, IStreamQueryable<Bid> bids) =>
        ValidBids.Winners(auctions, bids);
}
