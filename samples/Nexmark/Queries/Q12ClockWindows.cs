using Linq.Streaming;

namespace Nexmark;

/// <summary>q12: how many bids of each bidder arrive in ten seconds of the clock?</summary>
/// <remarks>
/// Batch time is when bids arrive. Here they are replayed, so the clock is theirs and the result can be told beforehand: a window holds
/// the bids with start &lt; time &lt;= end, counted from the start of the first batch.
/// </remarks>
internal static class Q12ClockWindows
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    public static IStreamQueryable<BidderBids> Query(IStreamQueryable<Bid> bids) =>
        from b in bids.Window(Length, Length)
        group b by b.Bidder into g
        select new BidderBids(g.Key, g.Count(), g.Window.Start, g.Window.End);
}
