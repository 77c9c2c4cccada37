using Linq.Streaming;

namespace Nexmark;

internal sealed record PlainBid(long Auction, long Bidder, long Price, DateTimeOffset DateTime);

/// <summary>q0: every bid.</summary>
internal static class Q0PassThrough
{
    public static IStreamQueryable<PlainBid> Query(IStreamQueryable<Bid> bids) =>
        from b in bids
        select new PlainBid(b.Auction, b.Bidder, b.Price, b.DateTime);
}
