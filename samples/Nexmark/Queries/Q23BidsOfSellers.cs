using Linq.Streaming;

namespace Nexmark;

internal sealed record BidOfSeller(Bid Bid, Person Person, Auction Auction);

/// <summary>q23: every bid by someone who sells too, with the person and each of their auctions.</summary>
internal static class Q23BidsOfSellers
{
    public static IStreamQueryable<BidOfSeller> Query(
        IStreamQueryable<Person> persons, IStreamQueryable<Auction> auctions, IStreamQueryable<Bid> bids) =>
        from b in bids.Accumulate()
        join p in persons.Accumulate() on b.Bidder equals p.Id
        join a in auctions.Accumulate() on p.Id equals a.Seller
        select new BidOfSeller(b, p, a);
}
