namespace Nexmark;

/// <summary>Where the events of a run come from. Each sequence is in ascending order of time and is made while it is enumerated.</summary>
internal interface IEventSource
{
    /// <summary>How much event time is a batch.</summary>
    TimeSpan BatchInterval { get; }

    IEnumerable<Person> Persons { get; }

    IEnumerable<Auction> Auctions { get; }

    IEnumerable<Bid> Bids { get; }
}
