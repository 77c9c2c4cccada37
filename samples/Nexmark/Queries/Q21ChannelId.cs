using System.Text.RegularExpressions;
using Linq.Streaming;

namespace Nexmark;

internal sealed record ChannelBid(long Auction, long Bidder, long Price, string Channel, string ChannelId);

/// <summary>q21: every bid with the id of its channel, if there is one: a number for four of them, else what the url says.</summary>
internal static partial class Q21ChannelId
{
    public static IStreamQueryable<ChannelBid> Query(IStreamQueryable<Bid> bids) =>
        from b in bids
        let id = IdOf(b.Channel, b.Url)
        where id != null
        select new ChannelBid(b.Auction, b.Bidder, b.Price, b.Channel, id);

    private static string? IdOf(string channel, string url) => channel.ToUpperInvariant() switch
    {
        "APPLE" => "0",
        "GOOGLE" => "1",
        "FACEBOOK" => "2",
        "BAIDU" => "3",
        _ => InUrl().Match(url) is { Success: true, Groups: [_, var id, ..] } ? id.Value : null,
    };

    [GeneratedRegex("(?:&|^)channel_id=([^&]*)")]
    private static partial Regex InUrl();
}
