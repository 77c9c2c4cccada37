using Connectors.Postgres.Tests.Server;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>Every change is in the outputs once and in its order, whatever happens to the query and its connection.</summary>
public sealed class CaptureTests
{
    /// <summary>Three, or thirty where <c>LINQSTREAM_CASES=all</c> asks for all cases.</summary>
    public static TheoryData<int> Seeds => new(Enumerable.Range(1, Environment.GetEnvironmentVariable("LINQSTREAM_CASES") == "all" ? 30 : 3));

    [ChangesTheory]
    [MemberData(nameof(Seeds))]
    public async Task Restarts_and_lost_connections_at_random_lose_and_double_nothing(int seed)
    {
        await using var database = await ChangeDatabase.CreateAsync();
        await database.ExecuteAsync(
            $"""
            CREATE TABLE items (id int PRIMARY KEY, value text);
            CREATE TABLE copies (lsn bigint, ordinal int, kind text, id int, value text);
            DROP PUBLICATION {database.Schema};
            CREATE PUBLICATION {database.Schema} FOR TABLE items
            """);
        await database.ExecuteAsync($"SELECT pg_create_logical_replication_slot('{database.Schema}', 'pgoutput')");
        await using var run = new CaptureRun(database, seed);

        var writing = run.WriteAsync(150);
        for (var crash = 0; crash < 6; crash++)
            await run.CrashAsync();
        await writing;
        await run.CrashAsync();
        await run.FinishAsync();

        Assert.Equal(run.Written, await run.TableAsync());
        Assert.Equal(run.Written, run.Files());
        Assert.Equal(8, run.Starts);
    }
}
