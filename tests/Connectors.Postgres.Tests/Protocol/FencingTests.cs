using Connectors.Postgres.Tests.Server;
using Linq.Streaming;
using Npgsql;

namespace Connectors.Postgres.Tests.Protocol;

/// <summary>Once another process has opened an output, nothing of the one before has an effect.</summary>
public sealed class FencingTests
{
    [PostgresFact]
    public async Task Every_step_of_an_earlier_epoch_is_refused_and_changes_nothing()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var zombie = await sinks.OpenAsync();
        await zombie.PrepareAsync(Batches.Of(1, new Word("a", 1)), default);
        var owner = await sinks.OpenAsync();

        await Assert.ThrowsAsync<StreamFencedException>(() => zombie.CommitAsync(1, default).AsTask());
        await Assert.ThrowsAsync<StreamFencedException>(() => zombie.PrepareAsync(Batches.Of(2, new Word("b", 1)), default).AsTask());
        await Assert.ThrowsAsync<StreamFencedException>(() => zombie.PrepareAsync(Batches.Of<Word>(2), default).AsTask());
        await Assert.ThrowsAsync<StreamFencedException>(() => zombie.AbortAsync(1, default).AsTask());
        await owner.CommitAsync(1, default);

        Assert.Equal(["a 1"], await sinks.WordsAsync());
    }

    [PostgresFact]
    public async Task An_earlier_epoch_cannot_open_and_the_same_one_can()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        await sinks.OpenAsync();
        await sinks.OpenAsync();
        await using var late = new PostgresSink<Word>(sinks.Options);

        var fenced = await Assert.ThrowsAsync<StreamFencedException>(() => late.OpenAsync(new StreamSinkContext(sinks.Query, "words", 1), default).AsTask());
        Assert.Contains("epoch 2", fenced.Message, StringComparison.Ordinal);
        Assert.Contains("epoch 1", fenced.Message, StringComparison.Ordinal);
        Assert.Null(await late.OpenAsync(new StreamSinkContext(sinks.Query, "words", 2), default));
    }

    [PostgresFact]
    public async Task A_preparation_that_another_process_overtakes_is_refused_at_its_end()
    {
        await using var database = await PostgresDatabase.CreateAsync(WordSinks.Inserted);
        await using var sinks = new WordSinks(database);
        var overtaken = new TaskCompletionSource();
        var sending = new TaskCompletionSource();
        await using var zombie = new PostgresSink<Word>(sinks.Options.Column("text", word => Pause(word)));
        await zombie.OpenAsync(new StreamSinkContext(sinks.Query, "words", 0), default);

        var preparing = Task.Run(() => zombie.PrepareAsync(Batches.Of(1, new Word("a", 1)), default).AsTask());
        await sending.Task;
        var owner = await sinks.OpenAsync();
        await owner.PrepareAsync(Batches.Of(1, new Word("b", 1)), default);
        overtaken.SetResult();

        await Assert.ThrowsAsync<StreamFencedException>(() => preparing);
        await owner.CommitAsync(1, default);
        Assert.Equal(["b 1"], await sinks.WordsAsync());
        Assert.Equal(0, await sinks.StagedAsync());

        string Pause(Word word)
        {
            sending.SetResult();
            overtaken.Task.Wait();
            return word.Text;
        }
    }

    [PostgresFact]
    public async Task Taking_over_waits_for_a_commit_under_way()
    {
        // A trigger holds the commit up among its rows, until the test lets it go.
        await using var database = await PostgresDatabase.CreateAsync(
            WordSinks.Inserted,
            "CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(hashtext(TG_TABLE_SCHEMA)); RETURN NEW; END'",
            "CREATE TRIGGER hold BEFORE INSERT ON words FOR EACH ROW EXECUTE FUNCTION hold()");
        await using var sinks = new WordSinks(database);
        var sink = await sinks.OpenAsync();
        await sink.PrepareAsync(Batches.Of(1, new Word("a", 1)), default);

        await using var holder = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock(hashtext('{database.Schema}'))", holder, transaction))
            await command.ExecuteNonQueryAsync();
        var committing = sink.CommitAsync(1, default).AsTask();
        await database.WaitForLocksAsync(1, committing);
        var opening = sinks.OpenAsync();
        await database.WaitForLocksAsync(2, opening);
        await transaction.RollbackAsync();

        await committing;
        await opening;
        Assert.Equal(1, sinks.LastCommitted);
    }
}
