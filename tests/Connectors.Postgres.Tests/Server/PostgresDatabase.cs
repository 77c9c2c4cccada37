using Npgsql;

namespace Connectors.Postgres.Tests.Server;

/// <summary>A schema for one test, dropped when it ends.</summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private PostgresDatabase(string schema)
    {
        Schema = schema;
        ConnectionString = new NpgsqlConnectionStringBuilder(PostgresServer.ConnectionString) { SearchPath = $"\"{schema}\"", MaxPoolSize = 8 }.ConnectionString;
        DataSource = NpgsqlDataSource.Create(ConnectionString);
    }

    public string Schema { get; }

    /// <summary>With the schema as its search path.</summary>
    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public static async Task<PostgresDatabase> CreateAsync(params string[] statements)
    {
        var database = new PostgresDatabase($"t_{Guid.NewGuid():N}");
        await database.ExecuteAsync($"CREATE SCHEMA {database.Schema}");
        foreach (var statement in statements)
            await database.ExecuteAsync(statement);
        return database;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first column of every row.</summary>
    public async Task<IReadOnlyList<T>> ReadAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(await reader.IsDBNullAsync(0) ? default! : await reader.GetFieldValueAsync<T>(0));
        return rows;
    }

    public async Task<T> ReadOneAsync<T>(string sql) => Assert.Single(await ReadAsync<T>(sql));

    /// <summary>Returns once so many statements that name the schema wait for locks. <paramref name="waiting"/>, the last of them, must not have ended by then.</summary>
    public async Task WaitForLocksAsync(int count, Task waiting)
    {
        while (await ReadOneAsync<long>($"SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%{Schema}%'") < count)
        {
            Assert.False(waiting.IsCompleted, "It waits for nothing.");
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"DROP SCHEMA {Schema} CASCADE");
        await DataSource.DisposeAsync();
    }
}
