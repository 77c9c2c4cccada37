using Linq.Streaming;

namespace Nexmark;

internal sealed record EuroBid(long Auction, long Bidder, decimal Price, DateTimeOffset DateTime);

/// <summary>q1: every bid with its price in euros.</summary>
internal static class Q1Currency
{
    public const decimal EurosOfADollar = 0.908m;

    public static IStreamQueryable<EuroBid> Query(IStreamQueryable<Bid> bids) =>
        from b in bids
        select new EuroBid(b.Auction, b.Bidder, b.Price * EurosOfADollar, b.DateTime);
}
