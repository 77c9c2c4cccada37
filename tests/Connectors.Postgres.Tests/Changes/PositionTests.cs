using Connectors.Postgres.Tests.Server;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>Positions, what is read again, and what the server may forget.</summary>
public sealed class PositionTests
{
    private const string Orders = "CREATE TABLE orders (id int PRIMARY KEY)";

    private static readonly Func<PostgresChange, int> Id = change => change.New!.Get<int>("id");

    [ChangesFact]
    public async Task A_batch_has_whole_transactions()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options, Id);
        foreach (var (first, last) in new[] { (1, 3), (4, 5), (6, 6), (7, 16) })
            await database.ExecuteAsync($"INSERT INTO orders SELECT * FROM generate_series({first}, {last})");
        await WaitingAsync(reader, 13);

        Assert.Equal([1, 2, 3], await reader.BatchAsync(4));
        Assert.Equal([4, 5, 6], await reader.BatchAsync(3));
        Assert.Equal(Enumerable.Range(7, 10), await reader.BatchAsync(1));
    }

    [ChangesFact]
    public async Task A_range_gives_the_same_rows_again_here_and_in_another_process()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        var ranges = new List<(StreamOffsets From, StreamOffsets Until, IReadOnlyList<int> Rows)>();
        await using (var reader = await ChangeReader<int>.OpenAsync(database.Options, Id))
        {
            for (var id = 1; ranges.Sum(range => range.Rows.Count) < 20; id++)
            {
                if (id <= 10)
                    await database.TransactAsync($"INSERT INTO orders VALUES ({id})", $"INSERT INTO orders VALUES (-{id})");
                var from = reader.Position;
                ranges.Add((from, reader.Position, await reader.BatchAsync(2)));
                ranges[^1] = ranges[^1] with { Until = reader.Position };
            }

            foreach (var (from, until, rows) in Enumerable.Reverse(ranges))
                Assert.Equal(rows, await reader.RangeAsync(from, until));
        }

        await using var other = await ChangeReader<int>.OpenAsync(database.Options, Id, ranges[0].From);
        await database.ExecuteAsync("INSERT INTO orders VALUES (0)");
        foreach (var (from, until, rows) in ranges)
            Assert.Equal(rows, await other.RangeAsync(from, until));
        Assert.Equal([0], await other.RowsAsync(1));
    }

    [ChangesFact]
    public async Task The_server_may_forget_what_is_committed_and_nothing_else()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options, Id);
        var start = reader.Position[""];

        await database.ExecuteAsync("INSERT INTO orders VALUES (1)");
        await reader.RowsAsync(1);
        var first = reader.Position;
        await database.ExecuteAsync("INSERT INTO orders VALUES (2)");
        await reader.RowsAsync(1);
        await database.WaitForSignOfLifeAsync();
        Assert.Equal(start, await database.ConfirmedAsync());

        await reader.Source.ForgetAsync(first, default);
        await database.WaitUntilConfirmedAsync(first[""]);
        Assert.Equal(first[""], await database.ConfirmedAsync());

        await reader.Source.ForgetAsync(first, default);
        await reader.Source.ForgetAsync(StreamOffsets.Of(start), default);
        await reader.CommitAsync();
        await database.WaitUntilConfirmedAsync(reader.Position[""]);
    }

    [ChangesFact]
    public async Task What_is_committed_does_not_come_again()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        StreamOffsets position;
        await using (var reader = await ChangeReader<int>.OpenAsync(database.Options, Id))
        {
            await database.ExecuteAsync("INSERT INTO orders VALUES (1)");
            await reader.RowsAsync(1);
            position = reader.Position;
            await database.ExecuteAsync("INSERT INTO orders VALUES (2)");
            await reader.RowsAsync(1);
        }

        // Not acknowledged: the slot would give both again.
        await using (var again = await ChangeReader<int>.OpenAsync(database.Options, Id, position))
        {
            Assert.Equal([2], await again.RowsAsync(1));
            await again.CommitAsync();
            await database.WaitUntilConfirmedAsync(again.Position[""]);
        }

        await database.ExecuteAsync("INSERT INTO orders VALUES (3)");
        await using var afresh = await ChangeReader<int>.OpenAsync(database.Options, Id);
        Assert.Equal([3], await afresh.RowsAsync(1));
    }

    [ChangesFact]
    public async Task A_slot_without_changes_is_acknowledged_all_the_same()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var others = await PostgresDatabase.CreateAsync("CREATE TABLE busy (id int)");
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options, Id);

        await others.ExecuteAsync("INSERT INTO busy SELECT * FROM generate_series(1, 1000)");
        var end = await database.ServerEndAsync();
        await Eventually.IsSoAsync(async () =>
        {
            Assert.Empty(await reader.BatchAsync());
            await reader.CommitAsync();
            return await database.ConfirmedAsync() >= end;
        });

        await database.ExecuteAsync("INSERT INTO orders VALUES (1)");
        Assert.Equal([1], await reader.RowsAsync(1));
    }

    [ChangesFact]
    public async Task A_range_without_changes_is_read_again_too()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var others = await PostgresDatabase.CreateAsync("CREATE TABLE busy (id int)");
        StreamOffsets from, until;
        await using (var reader = await ChangeReader<int>.OpenAsync(database.Options, Id))
        {
            from = reader.Position;
            await others.ExecuteAsync("INSERT INTO busy VALUES (1)");
            var end = await database.ServerEndAsync();
            await Eventually.IsSoAsync(async () =>
            {
                Assert.Empty(await reader.BatchAsync());
                return reader.Position[""] >= end;
            });
            until = reader.Position;
        }

        await using var again = await ChangeReader<int>.OpenAsync(database.Options, Id, from);
        Assert.Empty(await again.RangeAsync(from, until).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [ChangesFact]
    public async Task Without_a_checkpoint_what_was_read_can_be_acknowledged()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options with { AcknowledgeWhenRead = true }, Id);

        await database.ExecuteAsync("INSERT INTO orders VALUES (1)");
        await reader.RowsAsync(1);
        var read = reader.Position[""];
        await reader.BatchAsync();

        await database.WaitUntilConfirmedAsync(read);
    }

    [ChangesFact]
    public async Task A_new_query_takes_what_the_slot_has_kept_or_starts_from_now()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await (await ChangeReader<int>.OpenAsync(database.Options, Id)).DisposeAsync();
        await database.ExecuteAsync("INSERT INTO orders VALUES (1)");

        await using (var kept = await ChangeReader<int>.OpenAsync(database.Options, Id))
            Assert.Equal([1], await kept.RowsAsync(1));

        await using var fresh = await ChangeReader<int>.OpenAsync(database.Options with { StartFromNow = true }, Id);
        await database.ExecuteAsync("INSERT INTO orders VALUES (2)");
        Assert.Equal([2], await fresh.RowsAsync(1));
    }

    [ChangesFact]
    public async Task No_more_is_read_ahead_than_allowed()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options with { MaxQueued = 3 }, Id);
        for (var id = 1; id <= 10; id++)
            await database.ExecuteAsync($"INSERT INTO orders VALUES ({id})");
        await WaitingAsync(reader, 3);

        Assert.Equal(Enumerable.Range(1, 10), await reader.RowsAsync(10));
    }

    /// <summary>Ends once so many changes wait behind the first transaction.</summary>
    private static async Task WaitingAsync(ChangeReader<int> reader, long rows)
    {
        // What comes between taking and counting is counted too, but not the next time.
        await Eventually.IsSoAsync(async () => (await reader.Source.AdvanceAsync(reader.Position, 1, default)).Lag == rows);
    }
}
