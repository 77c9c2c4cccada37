using Linq.Streaming;

namespace Nexmark;

/// <summary>q15: for each day, how many bids, different bidders and different auctions, in all and by the rank of the price?</summary>
internal static class Q15DayStatistics
{
    public static IStreamQueryable<BidStatistics<DateOnly>> Query(IStreamQueryable<Bid> bids) =>
        bids.Accumulate().Emit(Emission.Complete)
            .GroupBy(b => DateOnly.FromDateTime(b.DateTime.UtcDateTime))
            .Statistics();
}
