using Linq.Streaming;

namespace Nexmark;

internal sealed record CategoryPrice(int Category, decimal Average);

/// <summary>q4: the average winning price of each category.</summary>
/// <remarks>
/// A higher bid replaces the price of its auction, so an average over prices as they change needs all of them each time:
/// <see cref="Emission.Complete"/>. With <see cref="Emission.Update"/> the planner refuses the second grouping.
/// </remarks>
internal static class Q4CategoryPrices
{
    public static IStreamQueryable<CategoryPrice> Query(
        IStreamQueryable<Auction> auctions, IStreamQueryable<Bid> bids, Emission emission = Emission.Complete)
    {
        var prices =
            from v in ValidBids.Of(auctions, bids)
            group v.Bid.Price by new { v.Auction.Id, v.Auction.Category } into g
            select new { g.Key.Category, Final = g.Max() };

        return
            from p in prices.Emit(emission)
            group p by p.Category into g
            select new CategoryPrice(g.Key, g.Average(p => (decimal)p.Final));
    }
}
