namespace Linq.Streaming;

/// <summary>A source that can be read again: rows lie in partitions, each at a position, and a range of positions always gives the same rows.</summary>
/// <typeparam name="T">The type of one row.</typeparam>
/// <remarks>
/// <para>
/// Positions are the only thing that a checkpoint keeps of it. For each batch the context asks how far it may go (<see cref="AdvanceAsync"/>), records
/// the answer, and reads the range (<see cref="ReadAsync"/>); after a restart it reads the ranges of batches that were not committed again, and goes on behind them.
/// </para>
/// <para>Calls never overlap. An exception fails the batch, and with it the run unless the failure policy says otherwise.</para>
/// </remarks>
public interface IStreamSource<T> : IAsyncDisposable
{
    /// <summary>How much of its input was no row and has been left out since it was opened. Read from any thread.</summary>
    long MalformedCount => 0;

    /// <summary>Called once, before anything else.</summary>
    /// <param name="from">Where a restart goes on: what is before it has been committed, or is read again by range. Null for a query that is new.</param>
    /// <param name="cancellationToken">Cancelled when the context is aborted.</param>
    /// <returns>Where the query starts: <paramref name="from"/>, with partitions that are new since; or the source's own start.</returns>
    ValueTask<StreamOffsets> OpenAsync(StreamOffsets? from, CancellationToken cancellationToken);

    /// <summary>How far the next batch goes.</summary>
    /// <param name="from">Where it starts.</param>
    /// <param name="maxRows">How many rows it should have at most; more than 0.</param>
    /// <param name="cancellationToken">Cancelled when the context is aborted.</param>
    /// <returns>The positions behind its last rows; <paramref name="from"/> where nothing is there. Partitions are only added, at 0 or where <see cref="StreamAdvance.Begins"/> says, and positions never go back.</returns>
    ValueTask<StreamAdvance> AdvanceAsync(StreamOffsets from, long maxRows, CancellationToken cancellationToken);

    /// <summary>Reads the rows of one partition from position <paramref name="from"/> up to, and without, <paramref name="until"/>, in order.</summary>
    /// <remarks>Called again with the same range, in this process or a later one, it gives the same rows.</remarks>
    ValueTask ReadAsync(string partition, long from, long until, ICollection<T> rows, CancellationToken cancellationToken);

    /// <summary>Says that nothing before <paramref name="offsets"/> will be read again. May come late, several times, or never.</summary>
    ValueTask ForgetAsync(StreamOffsets offsets, CancellationToken cancellationToken);
}
