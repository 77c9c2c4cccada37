using System.Security.Cryptography;
using System.Text;
using Nexmark;

namespace Samples.Tests;

public sealed class NexmarkGeneratorTests
{
    [Fact]
    public void A_seed_gives_the_same_events_on_every_machine()
    {
        Assert.Equal("CADEF15469595C62F21FD23511CA79D94D669239", Fingerprint(new EventGenerator(10_000, 42, 10_000)));
    }

    [Fact]
    public void Another_seed_gives_other_events() =>
        Assert.NotEqual(Fingerprint(new EventGenerator(100, 1, 10_000)), Fingerprint(new EventGenerator(100, -1, 10_000)));

    [Fact]
    public void A_longer_stream_begins_with_the_shorter_one()
    {
        var (shorter, longer) = (new EventGenerator(1_003, 5, 10_000), new EventGenerator(5_000, 5, 10_000));

        Assert.Equal(shorter.Persons, longer.Persons.Take(21));
        Assert.Equal(shorter.Auctions, longer.Auctions.Take(62));
        Assert.Equal(shorter.Bids, longer.Bids.Take(920));
        Assert.Equal(1_003, shorter.Persons.Count() + shorter.Auctions.Count() + shorter.Bids.Count());
    }

    [Theory]
    [InlineData(10_000, 0, 5, 99)]
    [InlineData(10_000_000, 0, 0, 0)]
    [InlineData(3, 1_333, 16_666, 333_000)]
    public void Times_follow_the_number_of_the_event_at_the_rate(int rate, int firstBid, int secondPerson, int lastBid)
    {
        var events = new EventGenerator(1_000, 1, rate);

        Assert.Equal(EventGenerator.Start, events.Persons.First().DateTime);
        Assert.Equal(EventGenerator.Start.AddMilliseconds(firstBid), events.Bids.First().DateTime);
        Assert.Equal(EventGenerator.Start.AddMilliseconds(secondPerson), events.Persons.ElementAt(1).DateTime);
        Assert.Equal(EventGenerator.Start.AddMilliseconds(lastBid), events.Bids.Last().DateTime);
    }

    [Fact]
    public void Ids_ascend_by_one_and_times_never_go_back()
    {
        var events = new EventGenerator(20_000, 3, 7_000);

        Assert.Equal(Enumerable.Range(1000, 400).Select(id => (long)id), events.Persons.Select(p => p.Id));
        Assert.Equal(Enumerable.Range(1000, 1200).Select(id => (long)id), events.Auctions.Select(a => a.Id));
        Assert.Equal(events.Bids.Select(b => b.DateTime).Order(), events.Bids.Select(b => b.DateTime));
    }

    [Theory]
    [InlineData(1, 10_000)]
    [InlineData(1_000, 10_000)]
    [InlineData(1_001, 1_000)]
    [InlineData(10_000, 1_000)]
    [InlineData(100_000, 100)]
    [InlineData(1_000_000, 10)]
    [InlineData(10_000_000, 1)]
    public void A_batch_has_about_ten_thousand_events_at_most(int rate, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), new EventGenerator(1, 1, rate).BatchInterval);

    [Fact]
    public void The_id_in_a_url_is_that_of_the_real_data()
    {
        var bids = new EventFiles(NexmarkRun.Data).Bids
            .Where(bid => bid.Channel.StartsWith("channel-", StringComparison.Ordinal) && bid.Url.Contains("&channel_id=", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(21, bids.Count);
        Assert.All(bids, bid => Assert.EndsWith($"={Channels.IdOf(int.Parse(bid.Channel["channel-".Length..]))}", bid.Url, StringComparison.Ordinal));
    }

    private static string Fingerprint(EventGenerator events)
    {
        // A record shows its times to the second.
        IEnumerable<FormattableString> all =
        [
            .. events.Persons.Select(p => (FormattableString)$"{p} {p.DateTime:O}"),
            .. events.Auctions.Select(a => (FormattableString)$"{a} {a.DateTime:O} {a.Expires:O}"),
            .. events.Bids.Select(b => (FormattableString)$"{b} {b.DateTime:O}"),
        ];
        var text = string.Join('\n', all.Select(FormattableString.Invariant));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
    }
}
