using Linq.Streaming;

namespace Nexmark;

/// <summary>The three streams of one context. One that no query asks for is not made.</summary>
internal sealed class NexmarkStreams(StreamContext context, IEventSource events)
{
    private IStreamQueryable<Person>? _persons;
    private IStreamQueryable<Auction>? _auctions;
    private IStreamQueryable<Bid>? _bids;
    private long _read;

    public IStreamQueryable<Person> Persons => _persons ??= context.Replay(Counted(events.Persons), p => p.DateTime, "persons");

    public IStreamQueryable<Auction> Auctions => _auctions ??= context.Replay(Counted(events.Auctions), a => a.DateTime, "auctions");

    public IStreamQueryable<Bid> Bids => _bids ??= context.Replay(Counted(events.Bids), b => b.DateTime, "bids");

    /// <summary>How many events have been read; exact when the context has completed.</summary>
    public long Read => Interlocked.Read(ref _read);

    private IEnumerable<T> Counted<T>(IEnumerable<T> rows)
    {
        foreach (var row in rows)
        {
            Interlocked.Increment(ref _read);
            yield return row;
        }
    }
}
