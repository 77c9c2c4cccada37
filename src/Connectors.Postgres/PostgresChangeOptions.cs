namespace Linq.Streaming;

/// <summary>Which changes of a PostgreSQL database are read, and through what. Its text form shows no connection string.</summary>
public sealed record PostgresChangeOptions
{
    /// <summary>The server, as Npgsql's connection string. The user needs the right <c>REPLICATION</c>.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>
    /// The replication slot, in which the server remembers what has not been acknowledged: small letters, digits and underscores, the first no digit. Each query needs one of its own. Once the query will not come back, drop it: until
    /// then the server keeps its log for it, up to <c>max_slot_wal_keep_size</c>.
    /// </summary>
    public required string Slot { get; init; }

    /// <summary>The publication, which says of which tables changes come, and which.</summary>
    public required string Publication { get; init; }

    /// <summary>The tables that the publication has, as in <c>CREATE PUBLICATION … FOR TABLE</c>: it is made of them where it is missing. One that is there is never changed, but has to have them.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Whether the slot is made where it is missing, if the query is new. The default is true. It is permanent, and made once all transactions that are open at that moment have ended.</summary>
    public bool CreateSlot { get; init; } = true;

    /// <summary>Whether a new query leaves out what a slot that is already there has kept, and begins with transactions that are committed from now on. The default is false. A query that goes on always goes on where it was.</summary>
    public bool StartFromNow { get; init; }

    /// <summary>
    /// Whether changes are acknowledged to the server once a batch has been made of them, rather than once the batch is committed. The default is false. Needed without a checkpoint directory, where no batch is
    /// ever committed and the server would keep its log for ever; what the process had when it ended is lost then.
    /// </summary>
    public bool AcknowledgeWhenRead { get; init; }

    /// <summary>How many changes are read ahead of batches; at least 1. The default is 100,000. Transactions are taken whole, so that one more may come on top.</summary>
    public int MaxQueued { get; init; } = 100_000;

    /// <summary>How long a connection that was lost is tried again, and a slot that is in use is waited for; not negative. The default is 2 min. Then the source fails.</summary>
    public TimeSpan ReconnectTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the slot is looked at for <see cref="PostgresChangeSource{T}.SlotStatus"/>; more than zero. The default is 10 s.</summary>
    public TimeSpan StatusInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>What is done with a change for which no row can be made. The default is <see cref="MalformedPolicy.Fail"/>.</summary>
    public MalformedPolicy Malformed { get; init; } = MalformedPolicy.Fail;

    /// <summary>What is read. Not the connection string, which has the password.</summary>
    public override string ToString() => $"{nameof(PostgresChangeOptions)} {{ Slot = {Slot}, Publication = {Publication} }}";
}
