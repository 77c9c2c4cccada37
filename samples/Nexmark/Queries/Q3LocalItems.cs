using Linq.Streaming;

namespace Nexmark;

internal sealed record LocalItem(string Name, string City, string State, long Id);

/// <summary>q3: who sells something of category 10 in Oregon, Idaho or California? Whichever of auction and seller comes first waits for the other.</summary>
internal static class Q3LocalItems
{
    private static readonly string[] States = ["OR", "ID", "CA"];

    public static IStreamQueryable<LocalItem> Query(IStreamQueryable<Person> persons, IStreamQueryable<Auction> auctions) =>
        from a in auctions.Accumulate().Where(a => a.Category == 10)
        join p in persons.Accumulate().Where(p => States.Contains(p.State.ToUpperInvariant())) on a.Seller equals p.Id
        select new LocalItem(p.Name, p.City, p.State, a.Id);
}
