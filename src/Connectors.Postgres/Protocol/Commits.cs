using Linq.Streaming.Connectors.Postgres.Naming;
using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Protocol;

/// <summary>The table of commits: for each output of each query, who owns it and how far it is.</summary>
internal sealed class Commits(TableName name, StreamSinkContext context)
{
    /// <summary>The name of the table, in the schema of the bookkeeping.</summary>
    public const string Table = $"{SqlName.Reserved}commits";

    /// <summary>With its schema.</summary>
    public TableName Name => name;

    /// <summary>Makes the table.</summary>
    public Statement Create => new(
        $"""
        CREATE TABLE IF NOT EXISTS {name} (
            query_id uuid NOT NULL,
            output text NOT NULL,
            epoch bigint NOT NULL,
            batch_id bigint,
            committed_at timestamp with time zone,
            prepared_batch_id bigint,
            prepared_rows bigint NOT NULL DEFAULT 0,
            prepared_in text,
            PRIMARY KEY (query_id, output))
        """);

    /// <summary>Makes this epoch the owner. Waits for a transaction of the owner before, so that the answer has what it commits.</summary>
    /// <exception cref="StreamFencedException">A later epoch owns it.</exception>
    public async Task<Progress> TakeOverAsync(SinkTransaction transaction, CancellationToken cancellationToken)
    {
        await transaction.ExecuteAsync(Own(
            $"""
            INSERT INTO {name} AS c (query_id, output, epoch) VALUES ($1, $2, $3)
            ON CONFLICT (query_id, output) DO UPDATE SET epoch = EXCLUDED.epoch WHERE c.epoch <= EXCLUDED.epoch
            """,
            context.Epoch), cancellationToken).ConfigureAwait(false);
        return await ReadAsync(transaction, cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException($"{name} has lost a row that was just written.");
    }

    /// <summary>How far the output is; null where the row is gone. Nobody else changes it until the transaction ends.</summary>
    /// <exception cref="StreamFencedException">A later epoch owns it.</exception>
    public Task<Progress?> LockAsync(SinkTransaction transaction, CancellationToken cancellationToken) => FindAsync(transaction, "FOR UPDATE", cancellationToken);

    /// <summary>How far the output is; null where the row is gone.</summary>
    /// <exception cref="StreamFencedException">A later epoch owns it.</exception>
    public Task<Progress?> ReadAsync(SinkTransaction transaction, CancellationToken cancellationToken) => FindAsync(transaction, "", cancellationToken);

    /// <summary>Notes what is staged, if this epoch still is the owner.</summary>
    public Statement Prepare(long batchId, long rows, string stagedIn) => Own(
        $"UPDATE {name} SET prepared_batch_id = $4, prepared_rows = $5, prepared_in = $6 WHERE query_id = $1 AND output = $2 AND epoch = $3",
        context.Epoch, batchId, rows, stagedIn);

    /// <summary>Notes that nothing is staged.</summary>
    public Statement Forget => Own($"UPDATE {name} SET prepared_batch_id = NULL, prepared_rows = 0, prepared_in = NULL WHERE query_id = $1 AND output = $2");

    /// <summary>Notes that what was staged is in the target.</summary>
    public Statement Commit(long batchId) => Own(
        $"""
        UPDATE {name} SET batch_id = $3, committed_at = now(), prepared_batch_id = NULL, prepared_rows = 0, prepared_in = NULL
        WHERE query_id = $1 AND output = $2
        """,
        batchId);

    private async Task<Progress?> FindAsync(SinkTransaction transaction, string locking, CancellationToken cancellationToken)
    {
        var rows = await transaction.ReadAsync(
            Own($"SELECT epoch, batch_id, prepared_batch_id, prepared_rows, prepared_in FROM {name} WHERE query_id = $1 AND output = $2 {locking}"),
            ToProgress,
            cancellationToken).ConfigureAwait(false);
        return rows is [var progress] ? NotFenced(progress) : null;
    }

    private Progress NotFenced(Progress progress) => progress.Epoch <= context.Epoch ? progress : throw new StreamFencedException(
        $"Output '{context.Output}' of query {context.QueryId} was taken over by epoch {progress.Epoch}, as {name} says. This process has epoch {context.Epoch} and may write no more.");

    private Statement Own(string text, params object[] more) => new(text, [context.QueryId, context.Output, .. more]);

    private static Progress ToProgress(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.IsDBNull(1) ? null : row.GetInt64(1),
        row.IsDBNull(2) ? null : row.GetInt64(2),
        row.GetInt64(3),
        row.IsDBNull(4) ? null : row.GetString(4));
}
