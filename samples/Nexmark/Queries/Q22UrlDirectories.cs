using Linq.Streaming;

namespace Nexmark;

internal sealed record UrlBid(long Auction, long Bidder, long Price, string Channel, string? Directory1, string? Directory2, string? Directory3);

/// <summary>q22: every bid with the three directories of its url; null where there are fewer.</summary>
internal static class Q22UrlDirectories
{
    public static IStreamQueryable<UrlBid> Query(IStreamQueryable<Bid> bids) =>
        from b in bids
        let parts = b.Url.Split('/', StringSplitOptions.None)
        select new UrlBid(
            b.Auction, b.Bidder, b.Price, b.Channel, parts.ElementAtOrDefault(3), parts.ElementAtOrDefault(4), parts.ElementAtOrDefault(5));
}
