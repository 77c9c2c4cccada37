using Linq.Streaming.Connectors.Postgres.Naming;
using Linq.Streaming.Connectors.Postgres.Target;
using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Protocol;

/// <summary>Brings the rows of a batch from the staging table into the target.</summary>
internal sealed class Move(TableName target, Staging staging, IReadOnlyList<MovedColumn> columns, PostgresWriteMode mode)
{
    private readonly string _text = mode == PostgresWriteMode.Insert ? Insert(target, staging, columns) : Upsert(target, staging, columns);

    /// <summary>Moves one batch.</summary>
    public Statement Batch(long batchId) => staging.OfBatch(_text, batchId);

    /// <summary>Lets the server plan it: finds missing permissions, types that do not fit and a key without an index, and fires no trigger.</summary>
    public Statement Explain => staging.OfBatch($"EXPLAIN {_text}", 0);

    /// <summary>Finds staged values that the target will not take, while the batch can still fail: after the context's record it could only fail for ever.</summary>
    /// <exception cref="StreamQueryException">LS5106</exception>
    public async Task CheckAsync(SinkTransaction transaction, long batchId, CancellationToken cancellationToken)
    {
        foreach (var column in columns.Where(column => column.Misfit is not null))
        {
            // OFFSET 0 keeps the server from looking at rows of other batches.
            var misfits = $"SELECT {Staging.Ordinal} FROM (SELECT * FROM {staging.Name} s WHERE {Staging.OneBatch} OFFSET 0) s WHERE {column.Misfit} ORDER BY 1 LIMIT 1";
            try
            {
                if (await transaction.ReadAsync(staging.OfBatch(misfits, batchId), row => row.GetInt32(0), cancellationToken).ConfigureAwait(false) is [var ordinal])
                    throw new StreamQueryException(StreamErrors.PostgresValueRefused(target.ToString(), column.Name, batchId, ordinal, $"It is longer than {column.Type} takes."));
            }
            catch (PostgresException exception) when (exception.SqlState.StartsWith("22", StringComparison.Ordinal) || exception.SqlState.StartsWith("23", StringComparison.Ordinal))
            {
                throw new StreamQueryException(StreamErrors.PostgresValueRefused(target.ToString(), column.Name, batchId, null, $"{exception.MessageText}."), exception);
            }
        }
    }

    private static string Insert(TableName target, Staging staging, IReadOnlyList<MovedColumn> columns) =>
        $"""
        INSERT INTO {target} ({Names(columns)})
        SELECT {Values(columns)} FROM {staging.Name} s WHERE {Staging.OneBatch} ORDER BY {Staging.Ordinal}
        """;

    // One row of each key, since a statement may touch a row once; in the order of keys, so that two writers of one table cannot wait for each other.
    private static string Upsert(TableName target, Staging staging, IReadOnlyList<MovedColumn> columns)
    {
        var key = string.Join(", ", columns.Where(column => column.IsKey).Select(column => column.KeyValue));
        var rest = columns.Where(column => !column.IsKey).Select(column => SqlName.Quote(column.Name)).ToArray();
        return
            $"""
            INSERT INTO {target} ({Names(columns)})
            SELECT DISTINCT ON ({key}) {Values(columns)} FROM {staging.Name} s WHERE {Staging.OneBatch} ORDER BY {key}, {Staging.Ordinal} DESC
            ON CONFLICT ({Names(columns.Where(column => column.IsKey))})
            DO {(rest.Length == 0 ? "NOTHING" : $"UPDATE SET {string.Join(", ", rest.Select(name => $"{name} = EXCLUDED.{name}"))}")}
            """;
    }

    private static string Names(IEnumerable<MovedColumn> columns) => SqlName.QuoteAll(columns.Select(column => column.Name));

    private static string Values(IEnumerable<MovedColumn> columns) => string.Join(", ", columns.Select(column => column.Value));
}
