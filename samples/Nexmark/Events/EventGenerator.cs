namespace Nexmark;

/// <summary>The events of the benchmark: as many as asked for, the same for the same seed and rate.</summary>
/// <remarks>
/// The draws are those of the benchmark's generator (hot sellers, bidders and auctions, references that run ahead, prices, texts), the
/// random numbers are not: its own are unseeded. Event n has the number n, counted from 0; a bidder's id is that of a person.
/// </remarks>
/// <param name="events">How many events the three kinds have together.</param>
/// <param name="seed">What the random numbers begin with.</param>
/// <param name="rate">How many events a second of event time has; at least 1.</param>
internal sealed class EventGenerator(long events, long seed, int rate) : IEventSource
{
    /// <summary>When the first event is.</summary>
    public static readonly DateTimeOffset Start = new(2015, 7, 15, 0, 0, 0, TimeSpan.Zero);

    private const int RowsOfABatch = 10_000;
    private const int PersonSize = 200;
    private const int AuctionSize = 500;
    private const int BidSize = 100;

    private static readonly string[] FirstNames = ["Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter"];
    private static readonly string[] LastNames = ["Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris"];
    private static readonly string[] Cities = ["Phoenix", "Los Angeles", "San Francisco", "Boise", "Portland", "Bend", "Redmond", "Seattle", "Kent", "Cheyenne"];
    private static readonly string[] States = ["AZ", "CA", "ID", "OR", "WA", "WY"];

    // Seeds of their own, so that texts and channels share no random number with an event.
    private readonly Lazy<Filling> _filling = new(() => new Filling((ulong)seed + 1));
    private readonly Lazy<Channels> _channels = new(() => new Channels((ulong)seed + 2));

    /// <summary>The longest of 10 s, 1 s, … 1 ms in which no more than about 10,000 events come, or 1 ms.</summary>
    public TimeSpan BatchInterval { get; } = TimeSpan.FromMilliseconds(
        new[] { 10_000, 1_000, 100, 10 }.FirstOrDefault(milliseconds => (long)milliseconds * rate / 1000 <= RowsOfABatch, 1));

    public IEnumerable<Person> Persons => Numbers(EventIds.IsPerson).Select(Person);

    public IEnumerable<Auction> Auctions => Numbers(EventIds.IsAuction).Select(Auction);

    public IEnumerable<Bid> Bids => Numbers(EventIds.IsBid).Select(Bid);

    private IEnumerable<long> Numbers(Func<long, bool> isWanted)
    {
        for (var number = 0L; number < events; number++)
        {
            if (isWanted(number))
                yield return number;
        }
    }

    private Person Person(long number)
    {
        var random = new Randomness((ulong)seed, number);
        var name = $"{random.OneOf(FirstNames)} {random.OneOf(LastNames)}";
        var email = $"{random.Text(7)}@{random.Text(5)}.com";
        var card = $"{random.Below(10_000):0000} {random.Below(10_000):0000} {random.Below(10_000):0000} {random.Below(10_000):0000}";
        var (city, state) = (random.OneOf(Cities), random.OneOf(States));
        var size = 8 + name.Length + email.Length + card.Length + city.Length + state.Length;
        return new Person(
            EventIds.First + EventIds.LastPerson(number), name, email, card, city, state, Time(number), _filling.Value.Of(size, PersonSize, ref random));
    }

    private Auction Auction(long number)
    {
        var random = new Randomness((ulong)seed, number);
        var seller = random.OnceIn(4) ? EventIds.NearPerson(number, ref random) : EventIds.HotSeller(number);
        var category = 10 + (int)random.Below(5);
        var (name, description) = (random.Text(20), random.Text(100));
        var initialBid = random.Price();
        var reserve = initialBid + random.Price();
        var horizon = Milliseconds(number + EventIds.UntilAuctionsHavePassed) - Milliseconds(number);
        var expires = Time(number).AddMilliseconds(1 + random.Below(Math.Max(2 * horizon, 1)));
        var extra = _filling.Value.Of(8 + name.Length + description.Length + 40, AuctionSize, ref random);
        return new Auction(
            EventIds.First + EventIds.LastAuction(number), name, description, initialBid, reserve, Time(number), expires, EventIds.First + seller, category, extra);
    }

    private Bid Bid(long number)
    {
        var random = new Randomness((ulong)seed, number);
        var auction = random.OnceIn(2) ? EventIds.NearAuction(number, ref random) : EventIds.HotAuction(number);
        var bidder = random.OnceIn(4) ? EventIds.NearPerson(number, ref random) : EventIds.HotBidder(number);
        var price = random.Price();
        var (channel, url) = _channels.Value.OneOf(ref random);
        return new Bid(
            EventIds.First + auction, EventIds.First + bidder, price, channel, url, Time(number), _filling.Value.Of(32, BidSize, ref random));
    }

    private DateTimeOffset Time(long number) => Start.AddTicks(Milliseconds(number) * TimeSpan.TicksPerMillisecond);

    private long Milliseconds(long number) => number * 1000 / rate;
}
