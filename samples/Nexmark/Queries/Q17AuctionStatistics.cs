using Linq.Streaming;

namespace Nexmark;

internal sealed record AuctionStatistics(long Auction, DateOnly Day, ByRank Bids, long Min, long Max, decimal Average, long Sum);

/// <summary>q17: for each auction and day, how many bids, in all and by the rank of the price, and what prices?</summary>
internal static class Q17AuctionStatistics
{
    public static IStreamQueryable<AuctionStatistics> Query(IStreamQueryable<Bid> bids) =>
        from b in bids.Accumulate().Emit(Emission.Complete)
        group b.Price by new { b.Auction, Day = DateOnly.FromDateTime(b.DateTime.UtcDateTime) } into g
        select new AuctionStatistics(
            g.Key.Auction,
            g.Key.Day,
            new ByRank(
                g.Count(), g.Count(price => PriceRank.Of(price) == 1), g.Count(price => PriceRank.Of(price) == 2), g.Count(price => PriceRank.Of(price) == 3)),
            g.Min(),
            g.Max(),
            g.Average(price => (decimal)price),
            g.Sum());
}
