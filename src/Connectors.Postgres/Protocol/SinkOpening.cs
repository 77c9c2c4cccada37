using Linq.Streaming.Connectors.Postgres.Columns;
using Linq.Streaming.Connectors.Postgres.Naming;
using Linq.Streaming.Connectors.Postgres.Target;
using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Protocol;

/// <summary>Finds the target, makes the sink's own tables where they are missing, and refuses what could not be written later.</summary>
internal static class SinkOpening
{
    // Two processes that create one table at the same time would fail, also with IF NOT EXISTS. The number is "LinqStrm" in ASCII.
    private static readonly Statement OneAtATime = new("SELECT pg_advisory_xact_lock(5506053452447642221)");

    private const string ConflictWithoutIndex = "42P10";

    public static async Task<OpenSink<TRow>> OpenAsync<TRow>(
        PostgresSinkOptions<TRow> options, NpgsqlDataSource dataSource, StreamSinkContext context, CancellationToken cancellationToken)
    {
        var name = TableName.Parse(options.Table, nameof(options));
        var columns = RowColumns.Of(options, name.ToString());
        var key = KeyColumns.Of(options, name.ToString(), columns);

        var transaction = await SinkTransaction.BeginAsync(dataSource, cancellationToken).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            await transaction.ExecuteAsync(OneAtATime, cancellationToken).ConfigureAwait(false);
            var target = await TargetAsync(transaction, options.CreateTable, name, columns, key, cancellationToken).ConfigureAwait(false);
            var moved = ColumnMatch.Of(target, columns, key);
            var schema = options.BookkeepingSchema ?? target.Name.Schema!;
            var commits = new Commits(new TableName(schema, Commits.Table), context);
            await CreateIfMissingAsync(transaction, commits.Name, [commits.Create], cancellationToken).ConfigureAwait(false);
            var staging = Staging.Of(schema, target.Name, columns, context);
            await CreateIfMissingAsync(transaction, staging.Name, staging.Create, cancellationToken).ConfigureAwait(false);

            var move = new Move(target.Name, staging, moved, options.Mode);
            await ExplainAsync(transaction, move, target, key, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);

            var table = target.Name.ToString();
            return new OpenSink<TRow>(dataSource, table, commits, staging, new RowCopy<TRow>(table, staging.Copy, columns, moved, context), move);
        }
    }

    private static async Task<TargetTable> TargetAsync<TRow>(
        SinkTransaction transaction, bool create, TableName name, IReadOnlyList<SinkColumn<TRow>> columns, IReadOnlySet<string> key, CancellationToken cancellationToken)
    {
        if (await TargetTable.ReadAsync(transaction, name, cancellationToken).ConfigureAwait(false) is { } found)
            return found;
        if (create)
            await transaction.ExecuteAsync(TargetDefinition.Create(name, columns, key), cancellationToken).ConfigureAwait(false);
        return await TargetTable.ReadAsync(transaction, name, cancellationToken).ConfigureAwait(false)
            ?? throw new StreamQueryException(StreamErrors.PostgresTableMissing(name.ToString()));
    }

    // Not by IF NOT EXISTS alone: it asks for the permission to create first, which is not needed where somebody else has made the tables.
    private static async Task CreateIfMissingAsync(SinkTransaction transaction, TableName name, IReadOnlyList<Statement> create, CancellationToken cancellationToken)
    {
        if (!await transaction.ExistsAsync(name, cancellationToken).ConfigureAwait(false))
            await transaction.ExecuteAsync(create, cancellationToken).ConfigureAwait(false);
    }

    private static async Task ExplainAsync(SinkTransaction transaction, Move move, TargetTable target, IReadOnlySet<string> key, CancellationToken cancellationToken)
    {
        try
        {
            await transaction.ExecuteAsync(move.Explain, cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (exception.SqlState == ConflictWithoutIndex)
        {
            throw new StreamQueryException(StreamErrors.PostgresKeyNotUnique(target.Name.ToString(), SqlName.QuoteAll(key)), exception);
        }
    }
}
