using Linq.Streaming.Connectors.Postgres.Naming;
using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Protocol;

/// <summary>The steps of a batch, each a transaction that may come again.</summary>
/// <param name="dataSource">Where connections come from.</param>
/// <param name="table">The target's name, for messages.</param>
/// <param name="commits">Who owns the output, and how far it is.</param>
/// <param name="staging">Where prepared rows wait.</param>
/// <param name="copy">Fills it.</param>
/// <param name="move">Empties it into the target.</param>
internal sealed class OpenSink<TRow>(NpgsqlDataSource dataSource, string table, Commits commits, Staging staging, RowCopy<TRow> copy, Move move)
{
    /// <summary>Takes over the output and gives the last committed batch.</summary>
    public async Task<long?> TakeOverAsync(CancellationToken cancellationToken)
    {
        var transaction = await SinkTransaction.BeginAsync(dataSource, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var progress = await commits.TakeOverAsync(transaction, cancellationToken).ConfigureAwait(false);
            // Rows without a record are left where somebody has deleted the record.
            if (progress.Prepared is null)
                await transaction.ExecuteAsync(staging.ClearIn(staging.Name), cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return progress.Committed;
        }
    }

    /// <summary>Stages the rows of a batch in place of whatever is staged.</summary>
    /// <remarks>
    /// The record is locked at the end only: sending may take long, and a process that stops in the middle must not keep its successor from taking over. What
    /// it has sent is rolled back, because then the update finds another epoch.
    /// </remarks>
    public async Task PrepareAsync(Batch<TRow> batch, CancellationToken cancellationToken)
    {
        var transaction = await SinkTransaction.BeginAsync(dataSource, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var progress = await commits.ReadAsync(transaction, cancellationToken).ConfigureAwait(false) ?? throw RecordGone(batch.Id);
            if (progress.HasCommitted(batch.Id))
                return;

            await ClearAsync(transaction, progress, cancellationToken).ConfigureAwait(false);
            if (batch.Count > 0)
            {
                await copy.SendAsync(transaction, batch, cancellationToken).ConfigureAwait(false);
                await move.CheckAsync(transaction, batch.Id, cancellationToken).ConfigureAwait(false);
            }

            if (await transaction.ExecuteAsync(commits.Prepare(batch.Id, batch.Count, staging.Name.Name), cancellationToken).ConfigureAwait(false) == 0)
            {
                // Says by which epoch, or that the record is gone.
                await commits.ReadAsync(transaction, cancellationToken).ConfigureAwait(false);
                throw RecordGone(batch.Id);
            }

            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Moves the staged rows of a batch into the target. A repetition finds the batch recorded and does nothing.</summary>
    public async Task CommitAsync(long batchId, CancellationToken cancellationToken)
    {
        var transaction = await SinkTransaction.BeginAsync(dataSource, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            var progress = await commits.LockAsync(transaction, cancellationToken).ConfigureAwait(false) ?? throw RecordGone(batchId);
            if (progress.HasCommitted(batchId))
                return;

            EnsurePrepared(progress, batchId);
            var changed = await transaction.ExecuteAsync([move.Batch(batchId), staging.ClearBatch(batchId), commits.Commit(batchId)], cancellationToken).ConfigureAwait(false);
            if (changed[1] != progress.PreparedRows)
                throw new StreamQueryException(StreamErrors.PostgresRowsMissing(table, batchId, progress.PreparedRows, changed[1], staging.Name.ToString()));
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Drops what is staged for <paramref name="batchId"/> and later ones. What was committed is not staged any more.</summary>
    public async Task AbortAsync(long batchId, CancellationToken cancellationToken)
    {
        var transaction = await SinkTransaction.BeginAsync(dataSource, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            if (await commits.LockAsync(transaction, cancellationToken).ConfigureAwait(false) is not { } progress || !(progress.Prepared >= batchId))
                return;

            await ClearAsync(transaction, progress, cancellationToken).ConfigureAwait(false);
            await transaction.ExecuteAsync(commits.Forget, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void EnsurePrepared(Progress progress, long batchId)
    {
        if (progress.Prepared != batchId)
        {
            throw NotPrepared(batchId, progress.Prepared is { } another
                ? $"{commits.Name} says that batch {another} is. Something other than this query has changed it."
                : $"{commits.Name} says that nothing is. Something other than this query has changed it, or the output is new to a query that had already gone on.");
        }

        if (progress.PreparedIn != staging.Name.Name)
        {
            var other = new TableName(staging.Name.Schema, progress.PreparedIn!);
            throw NotPrepared(batchId, $"another version of the program has prepared it with other columns, in {other}. Start that version once more, so that it commits the batch.");
        }
    }

    // There is something exactly where the record says so: both are written together. Looking for it all the same would pass the rows of all earlier
    // batches that the server has not yet cleaned up. Another version of the program has its own table, which may have been dropped since.
    private async Task ClearAsync(SinkTransaction transaction, Progress progress, CancellationToken cancellationToken)
    {
        if (progress.PreparedIn is not { } name)
            return;

        var table = new TableName(staging.Name.Schema, name);
        if (table == staging.Name || await transaction.ExistsAsync(table, cancellationToken).ConfigureAwait(false))
            await transaction.ExecuteAsync(staging.ClearIn(table), cancellationToken).ConfigureAwait(false);
    }

    private StreamQueryException RecordGone(long batchId) => NotPrepared(batchId, $"its record in {commits.Name} is gone, which the sink wrote when it was opened.");

    private StreamQueryException NotPrepared(long batchId, string reason) => new(StreamErrors.PostgresNotPrepared(table, batchId, reason));
}
