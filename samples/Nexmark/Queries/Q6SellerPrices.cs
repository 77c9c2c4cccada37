using Linq.Streaming;

namespace Nexmark;

internal sealed record SellerPrice(long Seller, long Auction, DateTimeOffset DateTime, long Final, double Average);

/// <summary>q6: for each auction, the average winning price of its seller over this one and the ten before it.</summary>
internal static class Q6SellerPrices
{
    private const int Auctions = 11;

    public static IStreamQueryable<SellerPrice> Query(IStreamQueryable<Auction> auctions, IStreamQueryable<Bid> bids) =>
        from w in ValidBids.Winners(auctions, bids).Emit(Emission.Complete)
        group w by w.Auction.Seller into seller
        from price in Averages(seller.Key, seller)
        select price;

    // SQL's window function: avg(…) over (order by … rows between 10 preceding and current row).
    private static IEnumerable<SellerPrice> Averages(long seller, IEnumerable<ValidBid> winners)
    {
        var last = new Queue<long>(Auctions);
        foreach (var (auction, bid) in winners.OrderBy(w => w.Bid.DateTime).ThenBy(w => w.Auction.Id))
        {
            if (last.Count == Auctions)
                last.Dequeue();
            last.Enqueue(bid.Price);
            yield return new SellerPrice(seller, auction.Id, bid.DateTime, bid.Price, last.Average());
        }
    }
}
