using Connectors.Postgres.Tests.Faults;
using Connectors.Postgres.Tests.Server;
using Linq.Streaming;
using Npgsql;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>Connections that the server ends, and lines that are cut.</summary>
public sealed class LostConnectionTests
{
    private const string Orders = "CREATE TABLE orders (id int PRIMARY KEY)";

    private static readonly Func<PostgresChange, int> Id = change => change.New!.Get<int>("id");

    [ChangesTheory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Connections_that_end_at_random_lose_and_double_nothing(int seed)
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options, Id);
        var (random, terminated, rows) = (new Random(seed), 0, new List<int>());
        var writing = WriteAsync();
        await Eventually.IsSoAsync(async () =>
        {
            rows.AddRange(await reader.BatchAsync(random.Next(1, 20)));
            if (random.Next(3) == 0)
                await reader.CommitAsync();
            if (terminated < 5 && random.Next(8) == 0 && await database.TerminateAsync())
                terminated++;
            return writing.IsCompleted && rows.Count >= await writing;
        });

        Assert.Equal(Enumerable.Range(0, await writing), rows);

        // Until there have been enough ends, and for a while after that.
        async Task<int> WriteAsync()
        {
            var id = 0;
            for (var left = 20; left > 0; id += 6)
            {
                await database.ExecuteAsync($"INSERT INTO orders SELECT * FROM generate_series({id}, {id + 5})");
                left -= terminated < 5 ? 0 : 1;
            }

            return id;
        }
    }

    [ChangesFact]
    public async Task What_was_acknowledged_before_a_connection_was_lost_stays_so()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options, Id);
        await database.ExecuteAsync("INSERT INTO orders VALUES (1)");
        await reader.RowsAsync(1);
        await Eventually.IsSoAsync(database.TerminateAsync);

        // There is no connection to tell: the next one has to.
        await reader.CommitAsync();
        await database.WaitUntilConfirmedAsync(reader.Position[""]);
        await database.ExecuteAsync("INSERT INTO orders VALUES (2)");
        Assert.Equal([2], await reader.RowsAsync(1));
    }

    [ChangesFact]
    public async Task A_server_that_does_not_come_back_fails_the_source_after_what_came_before()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        var server = new NpgsqlConnectionStringBuilder(database.Options.ConnectionString);
        var proxy = new CuttingProxy(server.Host!, server.Port);
        (server.Host, server.Port, server.SslMode, server.GssEncryptionMode) = ("127.0.0.1", proxy.Port, SslMode.Disable, GssEncryptionMode.Disable);
        await using var reader = await ChangeReader<int>.OpenAsync(
            database.Options with { ConnectionString = server.ConnectionString, ReconnectTimeout = TimeSpan.FromMilliseconds(200) }, Id);
        await database.ExecuteAsync("INSERT INTO orders VALUES (1)");
        await database.ExecuteAsync("INSERT INTO orders VALUES (2)");
        await Eventually.IsSoAsync(async () => (await reader.Source.AdvanceAsync(reader.Position, 1, default)).Lag == 1);
        await proxy.DisposeAsync();

        Assert.Equal([1, 2], await reader.RowsAsync(2));
        var failed = await Assert.ThrowsAsync<StreamQueryException>(() => reader.RowsAsync(1).WaitAsync(TimeSpan.FromMinutes(1)));

        Assert.Equal(["LS5309", database.Schema, "reading changes"], [failed.Code, .. failed.Parameters.Take(2)]);
        Assert.DoesNotContain(server.Password!, failed.ToString(), StringComparison.Ordinal);
    }

    [ChangesFact]
    public async Task Closing_and_cancelling_do_not_hang()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        var reader = await ChangeReader<int>.OpenAsync(database.Options with { MaxQueued = 1 }, Id);
        using var cancellation = new CancellationTokenSource();
        var end = await database.ServerEndAsync();
        await database.ExecuteAsync("INSERT INTO orders SELECT * FROM generate_series(1, 20000)");

        // The server's log does not reach so far yet, or the rows are many: either way it is waiting or reading.
        var read = reader.Source.ReadAsync("", reader.Position[""], end + 1_000, [], cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Record.ExceptionAsync(() => read.WaitAsync(TimeSpan.FromMinutes(1)));

        await reader.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        await reader.DisposeAsync();
        await reader.CommitAsync();
    }
}
