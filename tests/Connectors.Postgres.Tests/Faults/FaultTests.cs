using Connectors.Postgres.Tests.Protocol;
using Connectors.Postgres.Tests.Server;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Faults;

/// <summary>Connections are cut and processes replaced at places that a seed picks; the table then has exactly what a run without faults writes.</summary>
public sealed class FaultTests
{
    private const int BatchCount = 60;

    [PostgresTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_row_is_inserted_exactly_once(int seed)
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var expected = await RunAsync(database, sinks, seed);

        Assert.Equal(expected.Select(row => $"{row.Text} {row.Count}"), await sinks.WordsAsync());
        Assert.Equal(0, await sinks.StagedAsync());
    }

    [PostgresTheory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Every_key_has_its_last_row(int seed)
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Upserted);
        await using var sinks = new WordSinks(database, PostgresWriteMode.Upsert);
        var expected = await RunAsync(database, sinks, seed);

        Assert.Equal(
            expected.GroupBy(row => row.Text).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Key} {group.Last().Count}"),
            await sinks.WordsAsync());
    }

    private static async Task<IReadOnlyList<Word>> RunAsync(PostgresDatabase database, WordSinks sinks, int seed)
    {
        var input = new Random(-seed);
        var expected = new List<Word>();
        await using var run = new FaultyRun(database, sinks, seed);
        for (var id = 1; id <= BatchCount; id++)
        {
            var rows = Enumerable.Range(0, input.Next(30)).Select(row => new Word($"w{input.Next(40)}", 100 * id + row)).ToArray();
            expected.AddRange(rows);
            await run.RunAsync(id, rows);
        }

        // A run in which nothing happens would prove nothing.
        Assert.True(
            run.Failures > BatchCount / 2 && run is { Ambiguous: > 0, Undone: > 0, Processes: > 5 },
            $"{run.Failures} failures, {run.Ambiguous} ambiguous, {run.Undone} undone, {run.Processes} processes");
        return expected;
    }
}
