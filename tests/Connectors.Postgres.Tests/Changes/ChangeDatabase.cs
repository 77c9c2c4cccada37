using Connectors.Postgres.Tests.Server;
using Linq.Streaming;
using NpgsqlTypes;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>A schema whose tables are published, and a slot; all dropped when the test ends.</summary>
internal sealed class ChangeDatabase : IAsyncDisposable
{
    private ChangeDatabase(PostgresDatabase database) => Database = database;

    public PostgresDatabase Database { get; }

    public string Schema => Database.Schema;

    public PostgresChangeOptions Options => new()
    {
        ConnectionString = Database.ConnectionString,
        Slot = Schema,
        Publication = Schema,
        ReconnectTimeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>Makes what <paramref name="statements"/> make, and publishes all tables among it.</summary>
    public static async Task<ChangeDatabase> CreateAsync(params string[] statements)
    {
        var changes = new ChangeDatabase(await PostgresDatabase.CreateAsync(statements));
        await changes.ExecuteAsync($"CREATE PUBLICATION {changes.Schema} FOR TABLES IN SCHEMA {changes.Schema}");
        return changes;
    }

    public Task ExecuteAsync(string sql) => Database.ExecuteAsync(sql);

    /// <summary>Several statements in one transaction.</summary>
    public Task TransactAsync(params string[] statements) => ExecuteAsync(string.Join("; ", statements.Prepend("BEGIN").Append("COMMIT")));

    /// <summary>What the slot does not keep any more.</summary>
    public async Task<long> ConfirmedAsync() =>
        (long)(ulong)await Database.ReadOneAsync<NpgsqlLogSequenceNumber>($"SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name = '{Schema}'");

    public async Task<long> ServerEndAsync() => (long)(ulong)await Database.ReadOneAsync<NpgsqlLogSequenceNumber>("SELECT pg_current_wal_flush_lsn()");

    /// <summary>Ends the connection that streams, as an administrator or a restart would; says whether there was one.</summary>
    public async Task<bool> TerminateAsync() =>
        (await Database.ReadAsync<bool>($"SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = '{Schema}' AND active_pid IS NOT NULL")).Count > 0;

    /// <summary>Ends once the slot is nobody's.</summary>
    public Task WaitUntilFreeAsync() => Eventually.IsSoAsync(async () => !await IsInUseAsync());

    /// <summary>Ends once the slot is in use.</summary>
    public Task WaitUntilInUseAsync() => Eventually.IsSoAsync(IsInUseAsync);

    /// <summary>Ends once the server has been told of <paramref name="position"/>.</summary>
    public Task WaitUntilConfirmedAsync(long position) => Eventually.IsSoAsync(async () => await ConfirmedAsync() >= position);

    /// <summary>Ends once the connection that streams has given a sign of life, which tells what is acknowledged.</summary>
    public async Task WaitForSignOfLifeAsync()
    {
        var now = await Database.ReadOneAsync<DateTime>("SELECT clock_timestamp()");
        await Eventually.IsSoAsync(async () => (await Database.ReadAsync<DateTime?>(
            $"SELECT r.reply_time FROM pg_stat_replication r JOIN pg_replication_slots s ON s.active_pid = r.pid WHERE s.slot_name = '{Schema}'")).Any(time => time > now));
    }

    private async Task<bool> IsInUseAsync() =>
        await Database.ReadOneAsync<long>($"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{Schema}' AND active_pid IS NOT NULL") > 0;

    public async ValueTask DisposeAsync()
    {
        await TerminateAsync();
        await WaitUntilFreeAsync();
        await ExecuteAsync($"SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '{Schema}'");
        await ExecuteAsync($"DROP PUBLICATION IF EXISTS {Schema}");
        await Database.DisposeAsync();
    }
}
