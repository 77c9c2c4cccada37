namespace Linq.Streaming;

/// <summary>Sources of a context that read from PostgreSQL.</summary>
public static class PostgresStreamContext
{
    /// <summary>A source of the changes of tables: <c>FromSource</c> with a <see cref="PostgresChangeSource{T}"/>. It never ends.</summary>
    /// <param name="context">The context, which should have a <c>CheckpointDirectory</c>; see <see cref="PostgresChangeOptions.AcknowledgeWhenRead"/>.</param>
    /// <param name="options">The server, what is read, and through which slot.</param>
    /// <param name="map">Makes a row of a change.</param>
    /// <param name="name">What identifies the source in checkpoints, metrics and plans.</param>
    /// <param name="maxPerBatch">How many rows a batch takes; at least 1. It has whole transactions, so one that is larger is a batch of its own.</param>
    /// <exception cref="ArgumentException">The options contradict each other, or the connection string or a name is malformed.</exception>
    public static IStreamQueryable<T> FromPostgresChanges<T>(
        this StreamContext context, PostgresChangeOptions options, Func<PostgresChange, T> map, string? name = null, int maxPerBatch = 1_000_000)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPerBatch, 1);
        return context.FromSource(new PostgresChangeSource<T>(options, map), name, maxPerBatch);
    }
}
