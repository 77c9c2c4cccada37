using Linq.Streaming;

namespace Nexmark;

/// <summary>The events of person.csv, auction.csv and bid.csv in a directory. A file is read when its events are; its rows need no order.</summary>
internal sealed class EventFiles(string directory) : IEventSource
{
    public TimeSpan BatchInterval => TimeSpan.FromSeconds(1);

    public IEnumerable<Person> Persons => Read<Person>("person.csv").OrderBy(person => person.DateTime);

    public IEnumerable<Auction> Auctions => Read<Auction>("auction.csv").OrderBy(auction => auction.DateTime);

    public IEnumerable<Bid> Bids => Read<Bid>("bid.csv").OrderBy(bid => bid.DateTime);

    private IEnumerable<T> Read<T>(string file) => CsvRows.Read<T>(Path.Combine(directory, file));
}
