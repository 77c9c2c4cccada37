using Linq.Streaming;

namespace Nexmark;

internal sealed record BidWithValue(long Auction, long Bidder, long Price, DateTimeOffset DateTime, string Value);

/// <summary>q13: every bid with what a table of ten thousand rows says about its auction.</summary>
internal static class Q13SideInput
{
    private sealed record SideRow(long Key, string Value);

    private static readonly SideRow[] Side = [.. Enumerable.Range(0, 10_000).Select(i => new SideRow(i, Csv.Field(i)))];

    public static IStreamQueryable<BidWithValue> Query(IStreamQueryable<Bid> bids) =>
        from b in bids
        join s in Side on b.Auction % 10_000 equals s.Key
        select new BidWithValue(b.Auction, b.Bidder, b.Price, b.DateTime, s.Value);
}
