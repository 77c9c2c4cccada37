using Linq.Streaming;

namespace Nexmark;

internal sealed record AuctionPrice(long Auction, long Price);

/// <summary>q2: the bids on five auctions.</summary>
internal static class Q2Selection
{
    private static readonly long[] Auctions = [1007, 1020, 2001, 2019, 2087];

    public static IStreamQueryable<AuctionPrice> Query(IStreamQueryable<Bid> bids) =>
        from b in bids
        where Auctions.Contains(b.Auction)
        select new AuctionPrice(b.Auction, b.Price);
}
