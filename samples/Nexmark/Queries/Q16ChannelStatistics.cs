using Linq.Streaming;

namespace Nexmark;

internal sealed record ChannelDay(string Channel, DateOnly Day);

/// <summary>q16: for each channel and day, what q15 counts, and when the last bid came.</summary>
internal static class Q16ChannelStatistics
{
    public static IStreamQueryable<BidStatistics<ChannelDay>> Query(IStreamQueryable<Bid> bids) =>
        bids.Accumulate().Emit(Emission.Complete)
            .GroupBy(b => new ChannelDay(b.Channel, DateOnly.FromDateTime(b.DateTime.UtcDateTime)))
            .Statistics();
}
