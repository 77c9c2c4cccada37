using System.Data;
using Linq.Streaming.Connectors.Postgres.Naming;
using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Protocol;

/// <summary>One transaction on a connection of its own from the pool. What is not committed is rolled back.</summary>
internal sealed class SinkTransaction : IAsyncDisposable
{
    // A process that was stopped in the middle must not hold its locks for ever: its successor waits for them. And what has been
    // committed here must survive a crash of the server, whatever its default is, because the context goes on from it.
    private static readonly Statement Settings = new(
        """
        SELECT set_config('idle_in_transaction_session_timeout', '60s', true),
            CASE WHEN current_setting('synchronous_commit') = 'off' THEN set_config('synchronous_commit', 'on', true) END
        """);

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private SinkTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    /// <summary>Begins. Every statement sees what was committed before it, whatever the server's default isolation is.</summary>
    public static async Task<SinkTransaction> BeginAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var transaction = new SinkTransaction(connection, await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false));
            await transaction.ExecuteAsync(Settings, cancellationToken).ConfigureAwait(false);
            return transaction;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a statement and gives the number of rows that it changed.</summary>
    public async Task<long> ExecuteAsync(Statement statement, CancellationToken cancellationToken) =>
        (await ExecuteAsync([statement], cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Runs statements in one round trip and gives the number of rows that each of them changed.</summary>
    public async Task<IReadOnlyList<long>> ExecuteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        var commands = statements.Select(statement => statement.ToCommand()).ToArray();
        var batch = Batch(commands);
        await using (batch.ConfigureAwait(false))
        {
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return [.. commands.Select(command => (long)command.Rows)];
        }
    }

    /// <summary>Runs a statement and gives its rows.</summary>
    public async Task<IReadOnlyList<TResult>> ReadAsync<TResult>(Statement statement, Func<NpgsqlDataReader, TResult> read, CancellationToken cancellationToken)
    {
        var batch = Batch([statement.ToCommand()]);
        await using (batch.ConfigureAwait(false))
        {
            var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<TResult>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    rows.Add(read(reader));
                return rows;
            }
        }
    }

    /// <summary>Whether there is such a table, or view, that can be seen.</summary>
    public async Task<bool> ExistsAsync(TableName name, CancellationToken cancellationToken) =>
        (await ReadAsync(new Statement("SELECT to_regclass($1) IS NOT NULL", name.ToString()), row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>Begins to send rows.</summary>
    public Task<NpgsqlBinaryImporter> CopyAsync(string copy, CancellationToken cancellationToken) => _connection.BeginBinaryImportAsync(copy, cancellationToken);

    /// <summary>Ends the transaction. Where this throws, it is unknown whether it was committed.</summary>
    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    /// <summary>Rolls back what has not been committed, and gives the connection back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private NpgsqlBatch Batch(NpgsqlBatchCommand[] commands)
    {
        var batch = _connection.CreateBatch();
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        return batch;
    }
}
