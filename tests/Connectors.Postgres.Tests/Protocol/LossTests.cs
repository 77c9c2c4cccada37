using Connectors.Postgres.Tests.Server;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Protocol;

/// <summary>Somebody else has touched the sink's tables: it says so, and commits nothing.</summary>
public sealed class LossTests
{
    [PostgresFact]
    public async Task Staged_rows_that_are_gone_fail_the_commit()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        await sink.PrepareAsync(Batches.Of(7, new Word("a", 1), new Word("b", 1), new Word("c", 1)), default);
        var staging = await database.ReadOneAsync<string>("SELECT tablename::text FROM pg_tables WHERE tablename LIKE 'linqstream_staging%' AND schemaname = current_schema()");
        await database.ExecuteAsync($"DELETE FROM {staging} WHERE text = 'b'");

        var other = await sinks.OpenAsync();
        var lost = await Assert.ThrowsAsync<StreamQueryException>(() => other.CommitAsync(7, default).AsTask());

        Assert.Equal("LS5107", lost.Code);
        Assert.Equal([7L, 3L, 2L], lost.Parameters.Skip(1).Take(3));
        Assert.Empty(await sinks.WordsAsync());
        Assert.Equal(2, await sinks.StagedAsync());
    }

    [PostgresFact]
    public async Task A_batch_that_was_never_prepared_cannot_be_committed()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        await sink.WriteAsync(1, new Word("a", 1));

        var nothing = await Assert.ThrowsAsync<StreamQueryException>(() => sink.CommitAsync(2, default).AsTask());
        await sink.PrepareAsync(Batches.Of(2, new Word("b", 1)), default);
        var other = await Assert.ThrowsAsync<StreamQueryException>(() => sink.CommitAsync(3, default).AsTask());

        Assert.Equal(["LS5108", "LS5108"], [nothing.Code, other.Code]);
        Assert.Contains("batch 2 is", other.Message, StringComparison.Ordinal);
        Assert.Equal(["a 1"], await sinks.WordsAsync());
    }

    [PostgresFact]
    public async Task A_record_that_is_gone_is_reported_and_rows_without_one_are_not_committed_later()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        await sink.PrepareAsync(Batches.Of(1, new Word("a", 1)), default);
        await database.ExecuteAsync("DELETE FROM linqstream_commits");

        var preparing = await Assert.ThrowsAsync<StreamQueryException>(() => sink.PrepareAsync(Batches.Of(1, new Word("b", 1)), default).AsTask());
        var committing = await Assert.ThrowsAsync<StreamQueryException>(() => sink.CommitAsync(1, default).AsTask());
        await sink.AbortAsync(1, default);
        var other = await sinks.OpenAsync();
        await other.WriteAsync(1, new Word("c", 1));

        Assert.Equal(["LS5108", "LS5108"], [preparing.Code, committing.Code]);
        Assert.Equal(["c 1"], await sinks.WordsAsync());
    }

    [PostgresFact]
    public async Task A_version_with_other_columns_does_not_commit_what_it_did_not_prepare_but_can_drop_it()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        await using var changed = new PostgresSink<Word>(sinks.Options.Column("count", word => (short)word.Count));
        var sink = await sinks.OpenAsync();
        await sink.PrepareAsync(Batches.Of(1, new Word("a", 1)), default);

        await changed.OpenAsync(new StreamSinkContext(sinks.Query, "words", 2), default);
        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => changed.CommitAsync(1, default).AsTask());
        Assert.Equal("LS5108", refused.Code);
        Assert.Contains("other columns", refused.Message, StringComparison.Ordinal);
        await changed.AbortAsync(1, default);
        Assert.Equal(0, await sinks.StagedAsync());
        await changed.WriteAsync(1, new Word("b", 1));

        Assert.Equal(["b 1"], await sinks.WordsAsync());
    }
}
