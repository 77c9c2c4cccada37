using Linq.Streaming.Connectors.Postgres.Naming;
using Linq.Streaming.Connectors.Postgres.Protocol;
using Npgsql;

namespace Linq.Streaming.Connectors.Postgres.Changes;

/// <summary>Makes the publication and the slot where they are missing, and refuses what could not be read.</summary>
internal sealed class SlotOpening(PostgresChangeOptions options, ChangeConnections connections)
{
    private const string Plugin = "pgoutput";

    /// <summary>Prepares the server for a query that is new, or goes on from <paramref name="from"/>, and gives the position at which it starts.</summary>
    public async Task<long> PrepareAsync(long? from, CancellationToken cancellationToken)
    {
        var connection = await connections.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            var facts = await SlotFacts.ReadAsync(connection, options.Slot, cancellationToken).ConfigureAwait(false);
            if (facts.WalLevel != "logical")
                throw new StreamQueryException(StreamErrors.PostgresWalLevel(facts.WalLevel));

            // Before the slot: what was changed between slot and publication could never be read.
            await PublishAsync(connection, cancellationToken).ConfigureAwait(false);
            if (facts.Slot is null && from is null && options.CreateSlot)
            {
                await ExecuteAsync(connection, new Statement("SELECT pg_create_logical_replication_slot($1, $2)", options.Slot, Plugin), cancellationToken).ConfigureAwait(false);
                facts = await SlotFacts.ReadAsync(connection, options.Slot, cancellationToken).ConfigureAwait(false);
            }

            Check(facts, from);
            return from ?? (options.StartFromNow ? Math.Max(facts.End, facts.Slot!.Confirmed!.Value) : facts.Slot!.Confirmed!.Value);
        }
    }

    /// <summary>Checks, before each connection, that the slot still has all changes behind <paramref name="from"/>; and is free.</summary>
    /// <exception cref="SlotInUseException">It is not.</exception>
    public async Task CheckAsync(long from, CancellationToken cancellationToken)
    {
        var connection = await connections.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            await PublishedAsync(connection, isRequired: true, cancellationToken).ConfigureAwait(false);
            var facts = await SlotFacts.ReadAsync(connection, options.Slot, cancellationToken).ConfigureAwait(false);
            Check(facts, from);
            if (facts.Slot!.Process is { } process)
                throw new SlotInUseException(process);
        }
    }

    /// <summary>Connects, once the slot is free.</summary>
    public async Task<ChangeConnection> ConnectAsync(long from, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var retries = new Retries(time, options.ReconnectTimeout); ;)
        {
            retries.Begin(from);
            try
            {
                await CheckAsync(from, cancellationToken).ConfigureAwait(false);
                return await ChangeConnection.OpenAsync(options, connections, cancellationToken).ConfigureAwait(false);
            }
            catch (SlotInUseException) when (retries.Next(from) is { } delay)
            {
                await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Checks that the server has a log up to <paramref name="until"/>: to wait for it would be in vain.</summary>
    public async Task CheckReachesAsync(long until, CancellationToken cancellationToken)
    {
        try
        {
            var connection = await connections.OpenAsync(cancellationToken).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                var facts = await SlotFacts.ReadAsync(connection, options.Slot, cancellationToken).ConfigureAwait(false);
                if (until > facts.End)
                    throw Behind(facts, until);
            }
        }
        catch (NpgsqlException)
        {
            // What reads the changes finds out, waits, and says it.
        }
    }

    private void Check(SlotFacts facts, long? from)
    {
        if (facts.Slot is not { } slot)
            throw new StreamQueryException(StreamErrors.PostgresSlotMissing(options.Slot, from is { } position ? $"{Lsn.Of(position)}" : null));
        if (Fault(facts, slot) is { } fault)
            throw new StreamQueryException(StreamErrors.PostgresSlotUnusable(options.Slot, fault));
        if (from < slot.Confirmed)
            throw new StreamQueryException(StreamErrors.PostgresSlotAhead(options.Slot, $"{Lsn.Of(slot.Confirmed.Value)}", $"{Lsn.Of(from.Value)}"));
        if (from > facts.End)
            throw Behind(facts, from.Value);
    }

    private StreamQueryException Behind(SlotFacts facts, long position) =>
        new(StreamErrors.PostgresServerBehind(options.Slot, $"{Lsn.Of(facts.End)}", $"{Lsn.Of(position)}"));

    private static string? Fault(SlotFacts facts, SlotFacts.SlotFact slot) =>
        slot.Kind != "logical" ? $"it is {slot.Kind}, not logical."
        : slot.Plugin != Plugin ? $"its plugin is {slot.Plugin}, not {Plugin}. Give the query a slot of its own."
        : slot.Database != facts.Database ? $"it is of database '{slot.Database}', and the connection is to '{facts.Database}'."
        : slot.WalStatus == "lost" ? "the server has removed the log that it needs (wal_status is lost; see max_slot_wal_keep_size). Drop it, fill what the query has made anew, and start it with an empty checkpoint directory."
        : slot.Confirmed is null ? "the server is still making it."
        : null;

    private async Task PublishAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (!await PublishedAsync(connection, options.Tables.Count == 0, cancellationToken).ConfigureAwait(false))
        {
            var tables = string.Join(", ", options.Tables.Select(table => TableName.Parse(table, nameof(options))));
            await ExecuteAsync(connection, new Statement($"CREATE PUBLICATION {SqlName.Quote(options.Publication)} FOR TABLE {tables}"), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> PublishedAsync(NpgsqlConnection connection, bool isRequired, CancellationToken cancellationToken)
    {
        var exists = await ScalarAsync(connection, new Statement("SELECT pubname::text FROM pg_publication WHERE pubname = $1", options.Publication), cancellationToken).ConfigureAwait(false) is not null;
        if (!exists)
            return isRequired ? throw Unusable("there is none of this name in the database. CREATE PUBLICATION makes one, and so does Tables.") : false;

        foreach (var table in options.Tables.Select(name => TableName.Parse(name, nameof(options)).ToString()))
        {
            // A partition may be published as its table, and a table as its partitions.
            var covered = new Statement(
                "SELECT 1 FROM pg_publication_tables p WHERE p.pubname = $1 AND to_regclass($2) IN (SELECT relid FROM pg_partition_tree(format('%I.%I', p.schemaname, p.tablename)::regclass)"
                + " UNION SELECT format('%I.%I', p.schemaname, p.tablename)::regclass UNION SELECT pg_partition_root(format('%I.%I', p.schemaname, p.tablename)::regclass)) LIMIT 1",
                options.Publication, table);
            if (await ScalarAsync(connection, covered, cancellationToken).ConfigureAwait(false) is null)
                throw Unusable($"it does not have table {table}. ALTER PUBLICATION … ADD TABLE adds it.");
        }

        return true;
    }

    /// <summary>The server cannot read the publication, though it is there.</summary>
    public StreamQueryException Unreadable(PostgresException refused) => new(StreamErrors.PostgresPublicationUnusable(
        options.Publication,
        $"{refused.MessageText} ({refused.SqlState}). It is there now, but was not when changes were made that wait in slot '{options.Slot}'. Drop the slot, and start the query with an empty checkpoint directory."), refused);

    private StreamQueryException Unusable(string reason) => new(StreamErrors.PostgresPublicationUnusable(options.Publication, reason));

    private static async Task ExecuteAsync(NpgsqlConnection connection, Statement statement, CancellationToken cancellationToken) =>
        await ScalarAsync(connection, statement, cancellationToken).ConfigureAwait(false);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, Statement statement, CancellationToken cancellationToken)
    {
        var batch = connection.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(statement.ToCommand());
            return await batch.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
