using Connectors.Postgres.Tests.Server;
using CsCheck;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Protocol;

/// <summary>Of several rows with one key the last one stays, within a batch and over batches.</summary>
public sealed class UpsertTests
{
    [PostgresFact]
    public async Task The_last_row_of_a_key_wins_in_a_batch_and_over_batches()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Upserted);
        await using var sinks = new WordSinks(database, PostgresWriteMode.Upsert);
        var sink = await sinks.OpenAsync();

        await sink.WriteAsync(1, new Word("a", 1), new Word("b", 1), new Word("a", 2), new Word("a", 3));
        await sink.WriteAsync(2, new Word("b", 5), new Word("c", 1), new Word("b", 4));

        Assert.Equal(["a 3", "b 4", "c 1"], await sinks.WordsAsync());
    }

    [PostgresFact]
    public async Task It_equals_a_dictionary_on_any_batches()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Upserted);
        var word = Gen.Select(Gen.Char['a', 'f'], Gen.Int[0, 99], (text, count) => new Word(text.ToString(), count));
        await word.Array[0, 12].Array[1, 4].SampleAsync(
            async batches =>
            {
                await database.ExecuteAsync("TRUNCATE words");
                await using var sinks = new WordSinks(database, PostgresWriteMode.Upsert);
                var sink = await sinks.OpenAsync();
                var expected = new SortedDictionary<string, int>(StringComparer.Ordinal);
                for (var id = 0; id < batches.Length; id++)
                {
                    await sink.WriteAsync(id + 1, batches[id]);
                    foreach (var row in batches[id])
                        expected[row.Text] = row.Count;
                }

                Assert.Equal(expected.Select(pair => $"{pair.Key} {pair.Value}"), await sinks.WordsAsync());
            },
            iter: 30,
            threads: 1);
    }

    [PostgresFact]
    public async Task Keys_are_equal_where_the_unique_index_says_so()
    {
        await using var database = await PostgresDatabase.CreateAsync(
            "CREATE COLLATION anycase (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
            "CREATE TABLE words (text varchar(20) COLLATE anycase, price numeric(10, 1), code char(4), at timestamptz(0), n int, UNIQUE (text, price, code, at))");
        var options = From(database, new { text = "", price = 0m, code = "", at = default(DateTimeOffset), n = 0 }).Upsert("text", "price", "code", "at");
        await using var sink = await options.OpenAsync();
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        await sink.WriteAsync(
            1,
            new { text = "Word", price = 1.04m, code = "a", at, n = 1 },
            new { text = "WORD", price = 0.96m, code = "a   ", at = at.AddMilliseconds(300), n = 2 },
            new { text = "word", price = 1.00m, code = "a ", at = at.AddMilliseconds(-300), n = 3 });

        Assert.Equal([3], await database.ReadAsync<int>("SELECT n FROM words"));
    }

    [PostgresFact]
    public async Task Rows_that_are_nothing_but_a_key_are_kept_once()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE words (value text PRIMARY KEY)");
        await using var sink = await new PostgresSinkOptions<string> { DataSource = database.DataSource, Table = "words" }.Upsert("value").OpenAsync();

        await sink.WriteAsync(1, "a", "b", "a");
        await sink.WriteAsync(2, "b", "c");

        Assert.Equal(["a", "b", "c"], await database.ReadAsync<string>("SELECT value FROM words ORDER BY 1"));
    }

    [PostgresFact]
    public async Task A_key_of_several_columns_may_be_named_by_members()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE stops (line_no int, stop_name text, passed int, PRIMARY KEY (stop_name, line_no))");
        var options = From(database, new { LineNo = 0, StopName = "", Passed = 0 }, "stops").Upsert("LineNo", "stop_name") with { Naming = PostgresColumnNaming.SnakeCase };
        await using var sink = await options.OpenAsync();

        await sink.WriteAsync(1, new { LineNo = 1, StopName = "x", Passed = 1 }, new { LineNo = 2, StopName = "x", Passed = 2 }, new { LineNo = 1, StopName = "x", Passed = 3 });

        Assert.Equal([3, 2], await database.ReadAsync<int>("SELECT passed FROM stops ORDER BY line_no"));
    }

    [PostgresFact]
    public async Task A_key_without_a_unique_index_is_refused()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE words (text text, count int)");
        var options = From(database, new { text = "", count = 0 }).Upsert("text");

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => options.OpenAsync());

        Assert.Equal("LS5105", refused.Code);
        Assert.Equal([$"\"{database.Schema}\".\"words\"", "\"text\""], refused.Parameters);
    }

    [PostgresFact]
    public async Task A_null_in_a_key_is_refused()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE words (text text UNIQUE, count int)");
        await using var sink = await From(database, new { text = (string?)"", count = 0 }).Upsert("text").OpenAsync();

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => sink.WriteAsync(4, new { text = (string?)"a", count = 0 }, new { text = (string?)null, count = 0 }));

        Assert.Equal("LS5106", refused.Code);
        Assert.Equal(["text", 4L, 1], refused.Parameters.Skip(1).Take(3));
    }

    private static PostgresSinkOptions<T> From<T>(PostgresDatabase database, T row, string table = "words") => Sinks.Of(database, row, table);
}
