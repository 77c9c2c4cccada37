using Linq.Streaming;

namespace Nexmark;

internal sealed record TimedBid(long Auction, long Bidder, decimal Price, string TimeType, DateTimeOffset DateTime, int CCount);

/// <summary>q14: bids of one to fifty million, in euros, with the time of day and the number of letters c in their text.</summary>
internal static class Q14Calculation
{
    public static IStreamQueryable<TimedBid> Query(IStreamQueryable<Bid> bids) =>
        from b in bids
        let euros = b.Price * Q1Currency.EurosOfADollar
        where euros > 1_000_000 && euros < 50_000_000
        let hour = b.DateTime.UtcDateTime.Hour
        let type = hour >= 8 && hour <= 18 ? "dayTime" : hour <= 6 || hour >= 20 ? "nightTime" : "otherTime"
        select new TimedBid(b.Auction, b.Bidder, euros, type, b.DateTime, b.Extra.Count(c => c == 'c'));
}
