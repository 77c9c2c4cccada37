using Linq.Streaming.Connectors.Postgres.Columns;
using Linq.Streaming.Connectors.Postgres.Naming;
using Linq.Streaming.Connectors.Postgres.Protocol;
using Npgsql;

namespace Linq.Streaming;

/// <summary>A table in PostgreSQL as an output that gets every batch once, whatever happens to the process, the connection or the server.</summary>
/// <typeparam name="T">The type of one row.</typeparam>
/// <remarks>
/// <para>
/// The rows of a batch are staged in a table of the sink's own when the batch is prepared. Committing is one transaction that moves them into the target and
/// records the batch's id; so an id that is recorded is in the target, and a repetition does nothing.
/// </para>
/// <para>
/// What the target refuses by a constraint (a unique index, a check, a foreign key) or by a trigger is found out when the batch is committed, after it has been
/// decided: the query fails, and fails again after each restart, until the constraint or the data in its way have been changed. Nulls, texts that are too long
/// and values that a type does not take fail the batch before that.
/// </para>
/// </remarks>
public sealed class PostgresSink<T> : IStreamSink<T>
{
    private readonly PostgresSinkOptions<T> _options;
    private readonly string _table;
    private readonly NpgsqlDataSource _dataSource;
    private OpenSink<T>? _open;

    /// <summary>Checks the options; connects to nothing.</summary>
    /// <exception cref="ArgumentException">The options contradict each other, or the connection string or a name is malformed.</exception>
    public PostgresSink(PostgresSinkOptions<T> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionChecks.Check(options);
        _options = options;
        _table = TableName.Parse(options.Table, nameof(options)).ToString();
        _dataSource = options.DataSource ?? NpgsqlDataSource.Create(options.ConnectionString!);
    }

    /// <inheritdoc/>
    public string Guarantee => _options.Mode == PostgresWriteMode.Insert
        ? $"Every row is in {_table} exactly once, and the rows of a batch become visible together; needs a checkpoint directory to hold across restarts."
        : $"{_table} has for each key its last row, batches take effect exactly once and as a whole; needs a checkpoint directory to hold across restarts.";

    private OpenSink<T> Open => _open ?? throw new InvalidOperationException("The sink has not been opened.");

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS5101 to LS5105: the table, a column, a member or the key cannot be written. LS5109: the server has refused something.</exception>
    public async ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        return await PostgresFailure.NamedAsync(_table, "opening the sink", async () =>
        {
            var open = await SinkOpening.OpenAsync(_options, _dataSource, context, cancellationToken).ConfigureAwait(false);
            var committed = await open.TakeOverAsync(cancellationToken).ConfigureAwait(false);
            _open = open;
            return committed;
        }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS5106: a value cannot be stored. LS5108: the sink's records have been changed. LS5109: the server has refused something.</exception>
    public async ValueTask PrepareAsync(Batch<T> batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await PostgresFailure.NamedAsync(_table, $"preparing batch {batch.Id}", () => Open.PrepareAsync(batch, cancellationToken)).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    /// <exception cref="StreamQueryException">LS5107, LS5108: what was prepared is not there any more. LS5109: the server has refused something.</exception>
    public async ValueTask CommitAsync(long batchId, CancellationToken cancellationToken) =>
        await PostgresFailure.NamedAsync(_table, $"committing batch {batchId}", () => Open.CommitAsync(batchId, cancellationToken)).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <exception cref="StreamFencedException">A later epoch has taken over the query.</exception>
    /// <exception cref="StreamQueryException">LS5109: the server has refused something.</exception>
    public async ValueTask AbortAsync(long batchId, CancellationToken cancellationToken) =>
        await PostgresFailure.NamedAsync(_table, $"aborting batch {batchId}", () => Open.AbortAsync(batchId, cancellationToken)).ConfigureAwait(false);

    /// <summary>Closes the connections, unless they come from <see cref="PostgresSinkOptions{T}.DataSource"/>. What is prepared stays prepared.</summary>
    public ValueTask DisposeAsync() => _options.DataSource is null ? _dataSource.DisposeAsync() : ValueTask.CompletedTask;
}
