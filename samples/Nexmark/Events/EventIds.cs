namespace Nexmark;

/// <summary>How events are numbered: of 50 in a row the first is a person, the next 3 are auctions, the others bids.</summary>
/// <remarks>Persons and auctions are counted from 0 here; <see cref="First"/> is added to what an event shows.</remarks>
internal static class EventIds
{
    /// <summary>The id of the first person and of the first auction.</summary>
    public const long First = 1000;

    public const int Together = 50;
    public const int Persons = 1;
    public const int Auctions = 3;

    private const int ActivePersons = 1000;
    private const int PersonsAhead = 10;
    private const int AuctionsInFlight = 100;
    private const int AuctionsAhead = 10;
    private const int HotEvery = 100;

    public static bool IsPerson(long number) => number % Together < Persons;

    public static bool IsAuction(long number) => number % Together is >= Persons and < Persons + Auctions;

    public static bool IsBid(long number) => number % Together >= Persons + Auctions;

    /// <summary>The last person of the events up to this one.</summary>
    public static long LastPerson(long number) => number / Together;

    /// <summary>The last auction of the events up to this one, which is no person.</summary>
    public static long LastAuction(long number) =>
        (number / Together * Auctions) + Math.Min(number % Together, Auctions) - Persons;

    /// <summary>The seller that most auctions have for a while.</summary>
    public static long HotSeller(long number) => LastPerson(number) / HotEvery * HotEvery;

    /// <summary>The bidder that most bids have for a while: not the hot seller, but the next.</summary>
    public static long HotBidder(long number) => HotSeller(number) + 1;

    /// <summary>The auction that half of the bids are for.</summary>
    public static long HotAuction(long number) => LastAuction(number) / HotEvery * HotEvery;

    /// <summary>One of the last 1000 persons, or of the 10 next, whom nobody knows yet.</summary>
    public static long NearPerson(long number, ref Randomness random)
    {
        var persons = LastPerson(number) + 1;
        var active = Math.Min(persons, ActivePersons);
        return persons - active + random.Below(active + PersonsAhead);
    }

    /// <summary>One of the last 101 auctions, or of the 10 next, which are not open yet.</summary>
    public static long NearAuction(long number, ref Randomness random)
    {
        var last = LastAuction(number);
        var least = Math.Max(last - AuctionsInFlight, 0);
        return least + random.Below(last - least + 1 + AuctionsAhead);
    }

    /// <summary>How many events it takes until 100 more auctions are open.</summary>
    public static int UntilAuctionsHavePassed => AuctionsInFlight * Together / Auctions;
}
