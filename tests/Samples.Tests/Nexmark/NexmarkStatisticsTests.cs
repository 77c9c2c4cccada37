using System.Text.RegularExpressions;
using Nexmark;

namespace Samples.Tests;

/// <summary>What the events look like on the whole: the figures that are known of the benchmark's generator.</summary>
public sealed partial class NexmarkStatisticsTests
{
    private static readonly EventGenerator Events = new(200_000, 1, 10_000);
    private static readonly List<Person> Persons = [.. Events.Persons];
    private static readonly List<Auction> Auctions = [.. Events.Auctions];
    private static readonly List<Bid> Bids = [.. Events.Bids];

    // Of 50 events in a row, three auctions come before the 46 bids.
    private static readonly List<(Bid Bid, long LastAuction)> BidsAmongAuctions = [.. Bids.Select((bid, i) => (bid, 1002 + (i / 46 * 3L)))];

    [Fact]
    public void Kinds_are_one_to_three_to_forty_six() =>
        Assert.Equal((4_000, 12_000, 184_000), (Persons.Count, Auctions.Count, Bids.Count));

    [Fact]
    public void Half_of_the_bids_are_on_a_hot_auction_and_some_on_one_that_is_not_open_yet()
    {
        AssertShare(0.505, 0.005, Bids, bid => (bid.Auction - 1000) % 100 == 0);
        AssertShare(0.045, 0.003, BidsAmongAuctions, IsOnAnAuctionToCome);
        AssertShare(0.0078, 0.006, Bids, bid => bid.Auction % 123 == 0);
    }

    [Fact]
    public void Three_quarters_of_the_bids_and_auctions_are_by_a_hot_person()
    {
        AssertShare(0.752, 0.005, Bids, bid => (bid.Bidder - 1000) % 100 == 1);
        AssertShare(0.753, 0.015, Auctions, auction => (auction.Seller - 1000) % 100 == 0);

        var registered = Persons.ToDictionary(person => person.Id, person => person.DateTime);
        AssertShare(0.010, 0.003, Bids, bid => !registered.TryGetValue(bid.Bidder, out var time) || time > bid.DateTime);
    }

    [Fact]
    public void The_logarithm_of_a_price_is_uniform()
    {
        Assert.All([1, 2, 3], rank => AssertShare(1 / 3.0, 0.005, Bids, bid => PriceRank.Of(bid.Price) == rank));
        Assert.InRange(Bids.Select(bid => bid.Price).Order().ElementAt(Bids.Count / 2), 95_000, 105_000);
        Assert.InRange(Bids.Min(bid => bid.Price), 100, 110);
        Assert.InRange(Bids.Max(bid => bid.Price), 99_000_000, 100_000_000);
        AssertShare(0.283, 0.005, Bids, bid => 0.908m * bid.Price is > 1_000_000 and < 50_000_000);
    }

    [Fact]
    public void An_auction_is_open_for_as_long_as_a_hundred_others_take_to_come()
    {
        var lives = Auctions.ConvertAll(auction => (auction.Expires - auction.DateTime).TotalMilliseconds);

        Assert.InRange(lives.Average(), 164, 169);
        Assert.Equal((1, 332), (lives.Min(), lives.Max()));

        var auctions = Auctions.ToDictionary(auction => auction.Id);
        AssertShare(
            0.755, 0.03, [.. BidsAmongAuctions.Where(row => !IsOnAnAuctionToCome(row))],
            row => auctions[row.Bid.Auction] is var auction && row.Bid.DateTime >= auction.DateTime && row.Bid.DateTime <= auction.Expires);
    }

    [Fact]
    public void A_fifth_of_the_auctions_are_of_each_category_and_a_sixth_of_the_persons_in_each_state()
    {
        Assert.All([10, 11, 12, 13, 14], category => AssertShare(0.2, 0.015, Auctions, auction => auction.Category == category));
        Assert.All(["AZ", "CA", "ID", "OR", "WA", "WY"], state => AssertShare(1 / 6.0, 0.02, Persons, person => person.State == state));

        var categories = Auctions.ToDictionary(auction => auction.Id, auction => auction.Category);
        AssertShare(0.2, 0.05, Bids, bid => categories.GetValueOrDefault(bid.Auction) == 10);

        var states = Persons.ToDictionary(person => person.Id, person => person.State);
        AssertShare(0.1, 0.03, Auctions, auction => auction.Category == 10 && states.GetValueOrDefault(auction.Seller) is "OR" or "ID" or "CA");
    }

    [Fact]
    public void Nineteen_of_twenty_channels_have_an_id_and_a_channel_has_one_url()
    {
        AssertShare(0.5, 0.005, Bids, bid => bid.Channel is "Google" or "Facebook" or "Baidu" or "Apple");
        AssertShare(0.95, 0.005, Bids, bid => !bid.Channel.StartsWith("channel-", StringComparison.Ordinal) || bid.Url.Contains("&channel_id=", StringComparison.Ordinal));
        Assert.InRange(Bids.Select(bid => bid.Channel).Distinct().Count(), 9_995, 10_004);
        Assert.All(Bids.GroupBy(bid => bid.Channel, bid => bid.Url), urls => Assert.Single(urls.Distinct()));
        Assert.All(Bids.Take(1_000), bid => Assert.Matches(Url(), bid.Url));
    }

    [Fact]
    public void Texts_are_of_their_form_and_fill_an_event_to_its_size()
    {
        Assert.All(Persons.Take(1_000), person => Assert.Matches(Profile(), $"{person.Name}|{person.EmailAddress}|{person.CreditCard}"));
        Assert.All(Auctions.Take(1_000), auction => Assert.Matches(Item(), $"{auction.ItemName}|{auction.Description}"));
        Assert.All(Auctions.Take(1_000), auction => Assert.True(auction.Reserve >= auction.InitialBid + 100));
        Assert.Equal((54, 81), (Bids.Min(bid => bid.Extra.Length), Bids.Max(bid => bid.Extra.Length)));
        Assert.InRange(Persons.Average(Size), 198, 202);
        Assert.InRange(Auctions.Average(auction => 48 + auction.ItemName.Length + auction.Description.Length + auction.Extra.Length), 497, 503);
    }

    private static int Size(Person person) =>
        8 + person.Name.Length + person.EmailAddress.Length + person.CreditCard.Length + person.City.Length + person.State.Length + person.Extra.Length;

    private static bool IsOnAnAuctionToCome((Bid Bid, long LastAuction) row) => row.Bid.Auction > row.LastAuction;

    private static void AssertShare<T>(double expected, double tolerance, IReadOnlyCollection<T> rows, Func<T, bool> counts) =>
        Assert.InRange((double)rows.Count(counts) / rows.Count, expected - tolerance, expected + tolerance);

    [GeneratedRegex(@"^https://www\.nexmark\.com/[a-z_]{3,4}/[a-z_]{3,4}/[a-z_]{3,4}/item\.htm\?query=1(&channel_id=[0-9]+)?$")]
    private static partial Regex Url();

    [GeneratedRegex(@"^[A-Z][a-z]+ [A-Z][a-z]+\|[a-z ]{0,6}@[a-z ]{0,4}\.com\|[0-9]{4} [0-9]{4} [0-9]{4} [0-9]{4}$")]
    private static partial Regex Profile();

    [GeneratedRegex(@"^[a-z ]{0,19}\|[a-z ]{0,99}$")]
    private static partial Regex Item();
}
