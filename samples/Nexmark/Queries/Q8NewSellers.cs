using Linq.Streaming;

namespace Nexmark;

internal sealed record NewSeller(long Id, string Name, DateTimeOffset Start);

/// <summary>q8: every ten seconds, who has registered in them and opened an auction.</summary>
internal static class Q8NewSellers
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public static IStreamQueryable<NewSeller> Query(IStreamQueryable<Person> persons, IStreamQueryable<Auction> auctions) =>
        from p in persons.ByTime().Window(Length).Select((p, window) => new NewSeller(p.Id, p.Name, window.Start)).Distinct()
        join seller in auctions.ByTime().Window(Length).Select(a => a.Seller).Distinct() on p.Id equals seller
        select p;
}
