using Linq.Streaming;

namespace Nexmark;

/// <summary>What q15 and q16 say about a group of bids.</summary>
internal sealed record BidStatistics<TKey>(TKey Key, DateTimeOffset Last, ByRank Bids, ByRank Bidders, ByRank Auctions);

internal static class BidStatistics
{
    /// <summary>When the last bid of each group came; how many bids, different bidders and different auctions, in all and by the rank of the price.</summary>
    public static IStreamQueryable<BidStatistics<TKey>> Statistics<TKey>(this IStreamQueryable<IStreamGrouping<TKey, Bid>> groups) =>
        from g in groups
        select new BidStatistics<TKey>(
            g.Key,
            g.Max(b => b.DateTime),
            new ByRank(
                g.Count(),
                g.Count(b => PriceRank.Of(b.Price) == 1),
                g.Count(b => PriceRank.Of(b.Price) == 2),
                g.Count(b => PriceRank.Of(b.Price) == 3)),
            new ByRank(
                g.Select(b => b.Bidder).Distinct().Count(),
                g.Where(b => PriceRank.Of(b.Price) == 1).Select(b => b.Bidder).Distinct().Count(),
                g.Where(b => PriceRank.Of(b.Price) == 2).Select(b => b.Bidder).Distinct().Count(),
                g.Where(b => PriceRank.Of(b.Price) == 3).Select(b => b.Bidder).Distinct().Count()),
            new ByRank(
                g.Select(b => b.Auction).Distinct().Count(),
                g.Where(b => PriceRank.Of(b.Price) == 1).Select(b => b.Auction).Distinct().Count(),
                g.Where(b => PriceRank.Of(b.Price) == 2).Select(b => b.Auction).Distinct().Count(),
                g.Where(b => PriceRank.Of(b.Price) == 3).Select(b => b.Auction).Distinct().Count()));
}
