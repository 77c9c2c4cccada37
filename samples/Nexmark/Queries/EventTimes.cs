using Linq.Streaming;

namespace Nexmark;

/// <summary>The streams by the time that their events carry: an event may come up to four seconds after a later one.</summary>
internal static class EventTimes
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(4);

    public static IStreamQueryable<Person> ByTime(this IStreamQueryable<Person> persons) => persons.WithEventTime(p => p.DateTime, Lag);

    public static IStreamQueryable<Auction> ByTime(this IStreamQueryable<Auction> auctions) => auctions.WithEventTime(a => a.DateTime, Lag);

    public static IStreamQueryable<Bid> ByTime(this IStreamQueryable<Bid> bids) => bids.WithEventTime(b => b.DateTime, Lag);
}
