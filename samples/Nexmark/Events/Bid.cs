namespace Nexmark;

/// <summary>Someone bids, <paramref name="Price"/> in cents. The members are the columns of bid.csv.</summary>
internal sealed record Bid(
    long Auction, long Bidder, long Price, string Channel, string Url, DateTimeOffset DateTime, string Extra);
