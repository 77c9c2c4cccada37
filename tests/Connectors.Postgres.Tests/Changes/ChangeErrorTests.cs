using Connectors.Postgres.Tests.Server;
using Linq.Streaming;
using Npgsql;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>What is refused, and how it is said.</summary>
public sealed class ChangeErrorTests
{
    private const string Orders = "CREATE TABLE orders (id int PRIMARY KEY)";

    private static readonly Func<PostgresChange, int> Id = change => change.New!.Get<int>("id");

    [OwnServerFact]
    public async Task A_server_without_logical_replication_is_refused()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"linqstream-postgres-replica-{Environment.ProcessId}");
        var server = PostgresScript.Run(new Dictionary<string, string?> { ["LINQSTREAM_POSTGRES_OPTIONS"] = "-c wal_level=replica" }, "start", directory, $"{Environment.ProcessId}");
        try
        {
            await RefusedAsync("LS5301", ["replica"], new PostgresChangeOptions { ConnectionString = server!, Slot = "s", Publication = "p" });
        }
        finally
        {
            PostgresScript.Run("stop", directory);
        }
    }

    [ChangesFact]
    public async Task A_user_without_the_right_is_refused()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        var user = $"u_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD 'hunter2secret'");
        var server = new NpgsqlConnectionStringBuilder(database.Options.ConnectionString) { Username = user, Password = "hunter2secret", Pooling = false };
        try
        {
            await RefusedAsync("LS5302", [user, database.Schema], database.Options with { ConnectionString = server.ConnectionString });

            // A slot that is there still has to be read.
            await (await ChangeReader<int>.OpenAsync(database.Options, Id)).DisposeAsync();
            await RefusedAsync("LS5302", [user, database.Schema], database.Options with { ConnectionString = server.ConnectionString });
        }
        finally
        {
            await database.ExecuteAsync($"DROP ROLE {user}");
        }
    }

    [ChangesFact]
    public async Task A_publication_that_is_missing_or_lacks_a_table_is_refused()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var other = await PostgresDatabase.CreateAsync(Orders);

        var missing = await RefusedAsync("LS5303", ["nothing"], database.Options with { Publication = "nothing" });
        var lacking = await RefusedAsync("LS5303", [database.Schema], database.Options with { Tables = [$"{database.Schema}.orders", $"{other.Schema}.orders"] });

        Assert.Contains("CREATE PUBLICATION", missing.Message, StringComparison.Ordinal);
        Assert.Contains($"it does not have table \"{other.Schema}\".\"orders\"", lacking.Message, StringComparison.Ordinal);
    }

    [ChangesFact]
    public async Task A_publication_that_came_after_its_changes_is_refused()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options, Id);
        await database.ExecuteAsync($"DROP PUBLICATION {database.Schema}; INSERT INTO {database.Schema}.orders VALUES (1); CREATE PUBLICATION {database.Schema} FOR TABLE {database.Schema}.orders");

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => reader.RowsAsync(1).WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.Equal(("LS5303", database.Schema), (refused.Code, refused.Parameters[0]));
        Assert.Contains("was not when changes were made", refused.Message, StringComparison.Ordinal);
    }

    [ChangesFact]
    public async Task A_missing_table_fails_the_publication_by_the_servers_words()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);

        var refused = await RefusedAsync("LS5309", [database.Schema, "opening the slot"], database.Options with { Publication = $"{database.Schema}_2", Tables = ["ordres"] });

        Assert.Contains("(42P01)", refused.Message, StringComparison.Ordinal);
    }

    [ChangesFact]
    public async Task A_slot_that_is_missing_is_made_only_for_a_query_that_is_new()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);

        await RefusedAsync("LS5304", [database.Schema, null], database.Options with { CreateSlot = false });
        var lost = await RefusedAsync("LS5304", [database.Schema, "0/64"], database.Options, StreamOffsets.Of(100));

        Assert.Contains("lost", lost.Message, StringComparison.Ordinal);
        Assert.Empty(await database.Database.ReadAsync<string>($"SELECT slot_name::text FROM pg_replication_slots WHERE slot_name = '{database.Schema}'"));
    }

    [ChangesFact]
    public async Task A_slot_that_goes_while_it_is_read_fails_the_source()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options, Id);
        await database.ExecuteAsync($"INSERT INTO {database.Schema}.orders VALUES (1)");
        await reader.RowsAsync(1);

        // The source takes it back at once, so this may take several attempts.
        await Eventually.IsSoAsync(async () =>
        {
            await database.TerminateAsync();
            await database.ExecuteAsync($"DO $$ BEGIN PERFORM pg_drop_replication_slot('{database.Schema}'); EXCEPTION WHEN object_in_use THEN NULL; END $$");
            return await database.Database.ReadOneAsync<long>($"SELECT count(*) FROM pg_replication_slots WHERE slot_name = '{database.Schema}'") == 0;
        });

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => reader.RowsAsync(1).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(("LS5304", database.Schema), (refused.Code, refused.Parameters[0]));
    }

    [ChangesFact]
    public async Task A_slot_of_another_kind_is_refused()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);

        await database.ExecuteAsync($"SELECT pg_create_physical_replication_slot('{database.Schema}')");
        var physical = await RefusedAsync("LS5305", [database.Schema], database.Options);
        await database.ExecuteAsync($"SELECT pg_drop_replication_slot('{database.Schema}'); SELECT pg_create_logical_replication_slot('{database.Schema}', 'test_decoding')");
        var otherPlugin = await RefusedAsync("LS5305", [database.Schema], database.Options);

        Assert.Contains("physical", physical.Message, StringComparison.Ordinal);
        Assert.Contains("test_decoding", otherPlugin.Message, StringComparison.Ordinal);
    }

    [ChangesFact]
    public async Task A_slot_in_use_is_waited_for_and_refused_after_that()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var first = await ChangeReader<int>.OpenAsync(database.Options, Id);
        await database.WaitUntilInUseAsync();

        var refused = await RefusedAsync("LS5306", [database.Schema], database.Options with { ReconnectTimeout = TimeSpan.FromMilliseconds(120) });
        Assert.Equal(TimeSpan.FromMilliseconds(120), refused.Parameters[2]);
        Assert.IsType<int>(refused.Parameters[1]);

        var second = ChangeReader<int>.OpenAsync(database.Options, Id);
        await first.DisposeAsync();
        await (await second.WaitAsync(TimeSpan.FromMinutes(1))).DisposeAsync();
    }

    [ChangesFact]
    public async Task A_slot_that_something_else_has_read_is_refused()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        StreamOffsets position;
        await using (var reader = await ChangeReader<int>.OpenAsync(database.Options, Id))
            position = reader.Position;
        await database.ExecuteAsync("INSERT INTO orders VALUES (1)");
        await database.WaitUntilFreeAsync();
        await database.ExecuteAsync($"SELECT pg_replication_slot_advance('{database.Schema}', pg_current_wal_lsn())");

        var refused = await RefusedAsync("LS5307", [database.Schema], database.Options, position);

        Assert.Equal(new NpgsqlTypes.NpgsqlLogSequenceNumber((ulong)position[""]).ToString(), refused.Parameters[2]);
    }

    [ChangesFact]
    public async Task A_server_whose_log_ends_before_the_position_is_refused()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options, Id);
        var beyond = long.MaxValue / 2;

        var read = await Assert.ThrowsAsync<StreamQueryException>(() => reader.RangeAsync(reader.Position, StreamOffsets.Of(beyond)).WaitAsync(TimeSpan.FromMinutes(1)));
        await reader.DisposeAsync();
        await RefusedAsync("LS5308", [database.Schema], database.Options, StreamOffsets.Of(beyond));

        Assert.Equal("LS5308", read.Code);
        Assert.Equal("3FFFFFFF/FFFFFFFF", read.Parameters[2]);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named_without_the_password()
    {
        var options = new PostgresChangeOptions { ConnectionString = "Host=127.0.0.1;Port=1;Username=app;Password=hunter2secret;Timeout=1", Slot = "orders", Publication = "p" };

        await RefusedAsync("LS5309", ["orders", "opening the slot"], options);

        Assert.Equal("PostgresChangeOptions { Slot = orders, Publication = p }", options.ToString());
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        var options = new PostgresChangeOptions { ConnectionString = "Host=127.0.0.1", Slot = "orders", Publication = "p" };

        foreach (var wrong in new[]
        {
            options with { Slot = "" }, options with { Slot = "Orders" }, options with { Slot = "1st" }, options with { Slot = "a-b" }, options with { Slot = new string('a', 64) }, options with { Publication = "" },
            options with { Publication = "a'b" }, options with { Tables = ["a.b.c"] }, options with { MaxQueued = 0 }, options with { ReconnectTimeout = TimeSpan.FromTicks(-1) }, options with { StatusInterval = TimeSpan.Zero },
            options with { ConnectionString = "Pasword=hunter2secret" }, options with { ConnectionString = "" },
        })
        {
            var refused = Assert.ThrowsAny<ArgumentException>(() => new PostgresChangeSource<int>(wrong, Id));
            Assert.DoesNotContain("hunter2secret", refused.ToString(), StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentNullException>(() => new PostgresChangeSource<int>(options, null!));
        Assert.Throws<ArgumentNullException>(() => ((StreamContext)null!).FromPostgresChanges(options, Id));
    }

    private static async Task<StreamQueryException> RefusedAsync(string code, object?[] parameters, PostgresChangeOptions options, StreamOffsets? from = null)
    {
        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => ChangeReader<int>.OpenAsync(options, Id, from).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(code, refused.Code);
        Assert.Equal(parameters, refused.Parameters.Take(parameters.Length));
        Assert.DoesNotContain("hunter2secret", refused.ToString(), StringComparison.Ordinal);
        return refused;
    }
}
