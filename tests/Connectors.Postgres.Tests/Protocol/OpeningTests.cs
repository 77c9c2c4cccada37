using Connectors.Postgres.Tests.Server;
using Linq.Streaming;
using Npgsql;

namespace Connectors.Postgres.Tests.Protocol;

/// <summary>Opening at the same time, with few permissions, and cancelling.</summary>
public sealed class OpeningTests
{
    [PostgresFact]
    public async Task Many_processes_may_make_the_tables_at_the_same_time()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        var options = new PostgresSinkOptions<int> { ConnectionString = database.ConnectionString, Table = "rows", CreateTable = true };

        var sinks = await Task.WhenAll(Enumerable.Range(1, 8).Select(query => Task.Run(() => options.OpenAsync(new Guid(query, 0, 0, new byte[8])))));
        await Task.WhenAll(sinks.Select((sink, value) => sink.WriteAsync(1, value)));

        Assert.Equal(Enumerable.Range(0, 8), await database.ReadAsync<int>("SELECT value FROM rows ORDER BY 1"));
        foreach (var sink in sinks)
            await sink.DisposeAsync();
    }

    [PostgresFact]
    public async Task A_user_that_may_not_create_writes_where_the_tables_are_there()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE rows (value int PRIMARY KEY)");
        var user = database.Schema;
        await database.ExecuteAsync($"CREATE ROLE {user} LOGIN PASSWORD 'p'");
        try
        {
            await database.ExecuteAsync($"GRANT USAGE ON SCHEMA {database.Schema} TO {user}; GRANT INSERT, SELECT ON rows TO {user}");
            var connection = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = user, Password = "p" }.ConnectionString;
            var options = new PostgresSinkOptions<int> { ConnectionString = connection, Table = "rows" }.Upsert("value");
            var refused = await Assert.ThrowsAsync<StreamQueryException>(() => options.OpenAsync());
            Assert.Equal("LS5109", refused.Code);
            Assert.Contains("42501", refused.Message, StringComparison.Ordinal);

            await using (await (options with { ConnectionString = database.ConnectionString }).OpenAsync())
                await database.ExecuteAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {database.Schema} TO {user}");
            await using var sink = await options.OpenAsync(epoch: 2);
            await sink.WriteAsync(1, 5, 5, 6);

            Assert.Equal([5, 6], await database.ReadAsync<int>("SELECT value FROM rows ORDER BY 1"));
        }
        finally
        {
            await database.ExecuteAsync($"DROP OWNED BY {user}");
            await database.ExecuteAsync($"DROP ROLE {user}");
        }
    }

    [PostgresFact]
    public async Task Every_step_can_be_cancelled_and_come_again()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sink.PrepareAsync(Batches.Of(1, new Word("a", 1)), cancelled.Token).AsTask());
        await sink.PrepareAsync(Batches.Of(1, new Word("a", 1)), default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sink.CommitAsync(1, cancelled.Token).AsTask());
        Assert.Empty(await sinks.WordsAsync());
        await sink.CommitAsync(1, default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sink.AbortAsync(1, cancelled.Token).AsTask());

        Assert.Equal(["a 1"], await sinks.WordsAsync());
    }

    [PostgresFact]
    public async Task A_preparation_that_is_cancelled_among_its_rows_leaves_nothing()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        using var cancel = new CancellationTokenSource();
        await using var sink = new PostgresSink<Word>(sinks.Options.Column("text", word => CancelAt(word, 5_000)));
        await sink.OpenAsync(new StreamSinkContext(sinks.Query, "words", 1), default);
        var rows = Enumerable.Range(0, 10_000).Select(row => new Word("w", row)).ToArray();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sink.PrepareAsync(Batches.Of(1, rows), cancel.Token).AsTask());
        Assert.Equal(0, await sinks.StagedAsync());
        await sink.WriteAsync(1, rows[..3]);

        Assert.Equal(3, await database.ReadOneAsync<long>("SELECT count(*) FROM words"));

        string CancelAt(Word word, int count)
        {
            if (word.Count == count)
                cancel.Cancel();
            return word.Text;
        }
    }

    [PostgresFact]
    public async Task A_commit_that_waits_is_cancelled_in_the_server()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        await sink.PrepareAsync(Batches.Of(1, new Word("a", 1)), default);
        await using (var blocker = await database.DataSource.OpenConnectionAsync())
        await using (var transaction = await blocker.BeginTransactionAsync())
        {
            await using var command = new NpgsqlCommand("LOCK TABLE words IN EXCLUSIVE MODE", blocker, transaction);
            await command.ExecuteNonQueryAsync();
            using var cancel = new CancellationTokenSource();
            var committing = sink.CommitAsync(1, cancel.Token).AsTask();
            await database.WaitForLocksAsync(1, committing);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => committing);
        }

        await sink.CommitAsync(1, default);
        Assert.Equal(["a 1"], await sinks.WordsAsync());
    }
}
