using Connectors.Postgres.Tests.Server;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>What each change has.</summary>
public sealed class ChangeKindTests
{
    [ChangesFact]
    public async Task Inserts_updates_deletes_and_truncates_come_in_their_order()
    {
        await using var database = await ChangeDatabase.CreateAsync("CREATE TABLE orders (id int PRIMARY KEY, state text)");
        await using var reader = await ChangeReader<PostgresChange>.OpenAsync(database.Options, change => change);

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'new'), (2, NULL)");
        await database.ExecuteAsync("UPDATE orders SET state = 'paid' WHERE id = 1");
        await database.ExecuteAsync("UPDATE orders SET id = 3 WHERE id = 2");
        await database.ExecuteAsync("DELETE FROM orders WHERE id = 1");
        await database.ExecuteAsync("TRUNCATE orders");
        var changes = await reader.RowsAsync(6);

        Assert.Equal(
            [
                $"Insert {database.Schema}.orders: id=1, state=new",
                $"Insert {database.Schema}.orders: id=2, state=null",
                $"Update {database.Schema}.orders: id=1, state=paid",
                $"Update {database.Schema}.orders: id=2 -> id=3, state=null",
                $"Delete {database.Schema}.orders: id=1",
                $"Truncate {database.Schema}.orders",
            ],
            changes.Select(change => change.ToString()));
        Assert.Equal([0, 1, 0, 0, 0, 0], changes.Select(change => change.Ordinal));
        Assert.Equal(5, changes.Select(change => (change.CommitLsn, change.TransactionId)).Distinct().Count());
        Assert.Equal(changes, changes.OrderBy(change => change.CommitLsn).ThenBy(change => change.Ordinal));
        Assert.All(changes, change => Assert.Equal(TimeSpan.Zero, change.CommitTime.Offset));
    }

    [ChangesFact]
    public async Task The_commit_time_is_the_servers()
    {
        await using var database = await ChangeDatabase.CreateAsync("CREATE TABLE orders (id int PRIMARY KEY)");
        await using var reader = await ChangeReader<DateTimeOffset>.OpenAsync(database.Options, change => change.CommitTime);

        var before = await database.Database.ReadOneAsync<DateTime>("SELECT clock_timestamp()");
        await database.ExecuteAsync("INSERT INTO orders VALUES (1)");
        var after = await database.Database.ReadOneAsync<DateTime>("SELECT clock_timestamp()");

        Assert.InRange(Assert.Single(await reader.RowsAsync(1)), before, after);
    }

    [ChangesFact]
    public async Task With_full_identity_the_old_row_is_whole()
    {
        await using var database = await ChangeDatabase.CreateAsync("CREATE TABLE orders (id int PRIMARY KEY, state text)", "ALTER TABLE orders REPLICA IDENTITY FULL");
        await using var reader = await ChangeReader<string>.OpenAsync(database.Options, change => $"{change.Kind}: {change.Old} -> {change.New}");

        await database.TransactAsync("INSERT INTO orders VALUES (1, 'new')", "UPDATE orders SET state = NULL", "DELETE FROM orders");

        Assert.Equal(["Insert:  -> id=1, state=new", "Update: id=1, state=new -> id=1, state=null", "Delete: id=1, state=null -> "], await reader.RowsAsync(3));
    }

    [ChangesFact]
    public async Task What_was_not_sent_is_told_from_null()
    {
        await using var database = await ChangeDatabase.CreateAsync("CREATE TABLE notes (id int PRIMARY KEY, title text, body text)", "ALTER TABLE notes ALTER body SET STORAGE EXTERNAL");
        await using var reader = await ChangeReader<PostgresChange>.OpenAsync(database.Options, change => change);

        await database.ExecuteAsync("INSERT INTO notes VALUES (1, NULL, repeat('long', 5000))");
        await database.ExecuteAsync("UPDATE notes SET title = 'x'");
        await database.ExecuteAsync("DELETE FROM notes");
        var changes = await reader.RowsAsync(3);

        var (inserted, updated, deleted) = (changes[0].New!, changes[1].New!, changes[2].Old!);
        Assert.True(inserted.IsNull("title"));
        Assert.Equal(20000, inserted.GetText("body")!.Length);
        Assert.Equal((true, false, true), (updated.IsUnchanged("body"), updated.Has("body"), updated.Has("title")));
        Assert.Contains("did not change", Assert.Throws<KeyNotFoundException>(() => updated.GetText("body")).Message, StringComparison.Ordinal);
        Assert.Equal(["id"], deleted.Columns);
        Assert.Contains("the key only", Assert.Throws<KeyNotFoundException>(() => deleted.Get<string>("title")).Message, StringComparison.Ordinal);
        Assert.Contains("found: id, title, body", Assert.Throws<KeyNotFoundException>(() => deleted.GetText("boddy")).Message, StringComparison.Ordinal);
    }

    [ChangesFact]
    public async Task With_full_identity_large_values_that_did_not_change_are_there()
    {
        await using var database = await ChangeDatabase.CreateAsync(
            "CREATE TABLE notes (id int PRIMARY KEY, title text, body text)", "ALTER TABLE notes ALTER body SET STORAGE EXTERNAL", "ALTER TABLE notes REPLICA IDENTITY FULL");
        await using var reader = await ChangeReader<int?>.OpenAsync(database.Options, change => change.New!.GetText("body")?.Length);

        await database.ExecuteAsync("INSERT INTO notes VALUES (1, NULL, repeat('long', 5000))");
        await database.ExecuteAsync("UPDATE notes SET title = 'x'");

        Assert.Equal([20000, 20000], await reader.RowsAsync(2));
    }

    [ChangesFact]
    public async Task Several_tables_come_in_the_order_of_the_transaction()
    {
        await using var database = await ChangeDatabase.CreateAsync("CREATE TABLE a (id int PRIMARY KEY)", "CREATE TABLE b (id int PRIMARY KEY)");
        await using var reader = await ChangeReader<string>.OpenAsync(database.Options, change => $"{change.Table} {change.New?.Get<int>("id")} {change.Ordinal}");

        await database.TransactAsync("INSERT INTO b VALUES (1)", "INSERT INTO a VALUES (2)", "INSERT INTO b VALUES (3)", "TRUNCATE a, b");
        var changes = await reader.RowsAsync(5);

        Assert.Equal(["b 1 0", "a 2 1", "b 3 2"], changes.Take(3));
        Assert.Equal(["a ", "b "], changes.Skip(3).Select(change => change[..2]).Order());
    }

    [ChangesFact]
    public async Task Columns_may_change_while_it_runs()
    {
        await using var database = await ChangeDatabase.CreateAsync("CREATE TABLE orders (id int PRIMARY KEY, state text)");
        await using var reader = await ChangeReader<string>.OpenAsync(database.Options, change => change.New!.ToString());

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 'new')");
        await database.TransactAsync("ALTER TABLE orders ADD price numeric DEFAULT 5", "INSERT INTO orders VALUES (2, 'new', 1.50)");
        await database.ExecuteAsync("ALTER TABLE orders DROP state");
        await database.ExecuteAsync("ALTER TABLE orders RENAME price TO cost");
        await database.ExecuteAsync("INSERT INTO orders VALUES (3, 7)");

        Assert.Equal(["id=1, state=new", "id=2, state=new, price=1.50", "id=3, cost=7"], await reader.RowsAsync(3));
    }

    [ChangesFact]
    public async Task A_transaction_that_is_rolled_back_gives_nothing_and_savepoints_count()
    {
        await using var database = await ChangeDatabase.CreateAsync("CREATE TABLE orders (id int PRIMARY KEY)");
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options, change => change.New!.Get<int>("id"));

        await database.ExecuteAsync("BEGIN; INSERT INTO orders VALUES (1); ROLLBACK");
        await database.TransactAsync("INSERT INTO orders VALUES (2)", "SAVEPOINT s", "INSERT INTO orders VALUES (3)", "ROLLBACK TO s", "INSERT INTO orders VALUES (4)");

        Assert.Equal([2, 4], await reader.RowsAsync(2));
    }
}
