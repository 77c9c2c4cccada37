using Connectors.Postgres.Tests.Server;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Protocol;

/// <summary>Prepare, record, commit: the way it goes, and every way it can stop and go on in another process.</summary>
public sealed class CommitTests
{
    [PostgresFact]
    public async Task Nobody_sees_a_prepared_batch_before_it_is_committed()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        Assert.Null(sinks.LastCommitted);

        await sink.PrepareAsync(Batches.Of(1, new Word("a", 1), new Word("b", 2)), default);
        Assert.Empty(await sinks.WordsAsync());

        await sink.CommitAsync(1, default);
        Assert.Equal(["a 1", "b 2"], await sinks.WordsAsync());
        Assert.Equal(0, await sinks.StagedAsync());
    }

    [PostgresFact]
    public async Task Batches_follow_each_other_and_ids_may_leave_numbers_out()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();

        await sink.WriteAsync(1, new Word("a", 1));
        await sink.WriteAsync(5, new Word("b", 1));
        await sink.WriteAsync(6);
        await sink.WriteAsync(9, new Word("c", 1));

        Assert.Equal(["a 1", "b 1", "c 1"], await sinks.WordsAsync());
        await sinks.OpenAsync();
        Assert.Equal(9, sinks.LastCommitted);
    }

    [PostgresFact]
    public async Task A_repeated_commit_does_nothing_also_in_another_process()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        await sink.WriteAsync(7, new Word("a", 1));

        await sink.CommitAsync(7, default);
        await sink.CommitAsync(6, default);
        var other = await sinks.OpenAsync();
        Assert.Equal(7, sinks.LastCommitted);
        await other.CommitAsync(7, default);

        Assert.Equal(["a 1"], await sinks.WordsAsync());
    }

    [PostgresFact]
    public async Task Another_process_commits_what_was_prepared()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        await sink.WriteAsync(6, new Word("a", 1));
        await sink.PrepareAsync(Batches.Of(7, new Word("b", 1)), default);

        var other = await sinks.OpenAsync();
        Assert.Equal(6, sinks.LastCommitted);
        await other.CommitAsync(7, default);

        Assert.Equal(["a 1", "b 1"], await sinks.WordsAsync());
    }

    [PostgresFact]
    public async Task Another_process_drops_what_was_prepared_and_prepares_it_again()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        await sink.PrepareAsync(Batches.Of(7, new Word("a", 1), new Word("b", 1)), default);

        var other = await sinks.OpenAsync();
        await other.AbortAsync(7, default);
        Assert.Equal(0, await sinks.StagedAsync());
        await other.AbortAsync(7, default);
        await other.WriteAsync(7, new Word("c", 1));

        Assert.Equal(["c 1"], await sinks.WordsAsync());
    }

    [PostgresFact]
    public async Task An_abort_leaves_earlier_batches_and_what_is_committed()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        await sink.WriteAsync(6, new Word("a", 1));
        await sink.PrepareAsync(Batches.Of(7, new Word("b", 1)), default);

        await sink.AbortAsync(8, default);
        await sink.CommitAsync(7, default);
        await sink.AbortAsync(5, default);

        Assert.Equal(["a 1", "b 1"], await sinks.WordsAsync());
        await sinks.OpenAsync();
        Assert.Equal(7, sinks.LastCommitted);
    }

    [PostgresFact]
    public async Task A_second_preparation_replaces_the_first_of_the_same_batch_and_of_another()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();

        await sink.PrepareAsync(Batches.Of(1, new Word("a", 1)), default);
        await sink.PrepareAsync(Batches.Of(1, new Word("b", 1), new Word("c", 1)), default);
        await sink.PrepareAsync(Batches.Of(2, new Word("d", 1)), default);
        Assert.Equal(1, await sinks.StagedAsync());
        await sink.CommitAsync(2, default);

        Assert.Equal(["d 1"], await sinks.WordsAsync());
    }

    [PostgresFact]
    public async Task A_batch_that_is_committed_cannot_be_prepared_again()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        await sink.WriteAsync(7, new Word("a", 1));

        await sink.WriteAsync(7, new Word("b", 1));

        Assert.Equal(["a 1"], await sinks.WordsAsync());
        Assert.Equal(0, await sinks.StagedAsync());
    }

    [PostgresFact]
    public async Task An_empty_batch_replaces_what_was_prepared_and_is_recorded()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();

        await sink.PrepareAsync(Batches.Of(1, new Word("a", 1)), default);
        await sink.PrepareAsync(Batches.Of<Word>(1), default);
        var other = await sinks.OpenAsync();
        await other.CommitAsync(1, default);

        Assert.Empty(await sinks.WordsAsync());
        await sinks.OpenAsync();
        Assert.Equal(1, sinks.LastCommitted);
    }

    [PostgresFact]
    public async Task Outputs_and_queries_that_share_a_table_do_not_touch_each_other()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var query = new WordSinks(database);
        await using var other = new WordSinks(database);
        var first = await query.OpenAsync("first");
        var second = await query.OpenAsync("second");
        var third = await other.OpenAsync("first");

        await first.PrepareAsync(Batches.Of(1, new Word("a", 1)), default);
        await second.PrepareAsync(Batches.Of(1, new Word("b", 1)), default);
        await third.PrepareAsync(Batches.Of(1, new Word("c", 1)), default);
        await second.AbortAsync(1, default);
        await third.CommitAsync(1, default);
        await first.CommitAsync(1, default);

        Assert.Equal(["c 1", "a 1"], await query.WordsAsync());
    }

    [PostgresFact]
    public async Task Ten_thousand_rows_keep_their_order()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        var rows = Enumerable.Range(0, 10_000).Select(row => new Word($"w{row}", row)).ToArray();

        await sink.WriteAsync(1, rows);

        Assert.Equal(rows.Select(row => $"{row.Text} {row.Count}"), await sinks.WordsAsync());
    }
}
