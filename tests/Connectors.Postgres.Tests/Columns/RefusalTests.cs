using Connectors.Postgres.Tests.Server;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Columns;

/// <summary>What is refused, when the sink is made, opened or given a batch, and what the refusal says.</summary>
public sealed class RefusalTests
{
    [PostgresFact]
    public async Task All_members_that_no_column_can_have_are_refused_together()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        var options = Sinks.Of(database, new { Id = 1, Bag = new object(), Grid = new int[1, 1] }, "rows").Created();

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => options.OpenAsync());

        Assert.Equal(["LS5101", "LS5101"], refused.Diagnostics.Select(error => error.Code));
        Assert.Equal(["member 'Bag'", "member 'Grid'"], refused.Diagnostics.Select(error => error.Parameters[0]));
        Assert.Contains("Column(\"Bag\", row => …)", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Without(…)", refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_missing_table_is_refused()
    {
        await using var database = await PostgresDatabase.CreateAsync();

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => Sinks.Of(database, new { Id = 1 }, "nowhere.Rows").OpenAsync());

        Assert.Equal("LS5102", refused.Code);
        Assert.Equal(["\"nowhere\".\"Rows\""], refused.Parameters);
    }

    [PostgresFact]
    public async Task Missing_columns_are_refused_together_with_those_that_nothing_fills()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE rows (id int, needed int NOT NULL)");

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => Sinks.Of(database, new { Id = 1, name = "" }, "rows").OpenAsync());

        Assert.Equal(["LS5103", "LS5103", "LS5104"], refused.Diagnostics.Select(error => error.Code));
        Assert.Equal(["Id", "member 'Id'", "id, needed"], refused.Diagnostics[0].Parameters.Skip(1));
        Assert.Equal("needed", refused.Diagnostics[2].Parameters[1]);
    }

    [PostgresFact]
    public async Task An_unknown_key_is_refused()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE rows (id int PRIMARY KEY)");

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => Sinks.Of(database, new { id = 1 }, "rows").Upsert("ID").OpenAsync());

        Assert.Equal("LS5103", refused.Code);
        Assert.Equal(["ID", "the key", "id"], refused.Parameters.Skip(1));
    }

    [PostgresFact]
    public async Task Text_for_a_number_is_refused()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE rows (day int)");

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => Sinks.Of(database, new { day = DayOfWeek.Monday }, "rows").OpenAsync());

        Assert.Equal("LS5104", refused.Code);
        Assert.Equal("day", refused.Parameters[1]);
        Assert.Contains("integer", refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Other_types_that_do_not_fit_are_refused_by_the_server_when_the_sink_is_opened()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE rows (flag boolean)");

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => Sinks.Of(database, new { flag = Guid.Empty }, "rows").OpenAsync());

        Assert.Equal("LS5109", refused.Code);
        Assert.Equal("opening the sink", refused.Parameters[1]);
        Assert.Contains("\"flag\"", refused.Message, StringComparison.Ordinal);
        Assert.Contains("42804", refused.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Two_members_for_one_column_and_impossible_names_are_refused()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        var options = Sinks.Of(database, new { UserId = 1, userID = 1 }, "rows").Created().Column(new string('ä', 32), _ => 1).Column("linqstream_output", _ => 1)
            with
        { Naming = PostgresColumnNaming.SnakeCase };

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => options.OpenAsync());

        Assert.Equal(["LS5104", "LS5104", "LS5104"], refused.Diagnostics.Select(error => error.Code));
        Assert.Equal([new string('ä', 32), "linqstream_output", "user_id"], refused.Diagnostics.Select(error => error.Parameters[1]));
    }

    [PostgresFact]
    public async Task Rows_without_columns_are_refused()
    {
        await using var database = await PostgresDatabase.CreateAsync();

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => Sinks.Of(database, new { }, "rows").Created().OpenAsync());

        Assert.Equal("LS5110", refused.Code);
    }

    [PostgresFact]
    public async Task Values_that_do_not_fit_fail_the_batch_before_it_is_decided()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE rows (id int NOT NULL, name varchar(3), price numeric(4, 2), small smallint, doc jsonb)");
        await using var sink = await (Sinks.Of(database, Row(), "rows") with { Naming = PostgresColumnNaming.SnakeCase }).OpenAsync();

        await RefusedAsync("id", 1, "null", Row() with { Id = null });
        await RefusedAsync("name", 1, "character varying(3)", Row() with { Name = "😀abc" });
        await RefusedAsync("price", null, "numeric field overflow", Row() with { Price = 100 });
        await RefusedAsync("small", null, "smallint out of range", Row() with { Small = 40_000 });
        await RefusedAsync("doc", null, "json", Row() with { Doc = "{" });
        await sink.WriteAsync(7, Row() with { Name = "😀ab   " }, Row() with { Price = 99.994m });
        Assert.Equal(2, await database.ReadOneAsync<long>("SELECT count(*) FROM rows"));

        async Task RefusedAsync(string column, int? row, string reason, Fitting bad)
        {
            var refused = await Assert.ThrowsAsync<StreamQueryException>(() => sink.PrepareAsync(Batches.Of(7, Row(), bad), default).AsTask());
            Assert.Equal("LS5106", refused.Code);
            Assert.Equal([column, 7L, row], refused.Parameters.Skip(1).Take(3));
            Assert.Contains(reason, (string)refused.Parameters[4]!, StringComparison.Ordinal);
        }

        static Fitting Row() => new(1, "abc", 1, 1, "{}");
    }

    [PostgresFact]
    public async Task A_function_that_throws_fails_the_batch_and_keeps_its_exception()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var sink = await Sinks.Of(database, new { A = 1, B = 0 }, "rows").Created().Column("ratio", x => x.A / x.B).OpenAsync();

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => sink.WriteAsync(3, new { A = 1, B = 0 }));

        Assert.Equal("LS5106", refused.Code);
        Assert.IsType<DivideByZeroException>(refused.InnerException);
        await sink.WriteAsync(3, new { A = 4, B = 2 });
        Assert.Equal([2], await database.ReadAsync<int>("SELECT ratio FROM rows"));
    }

    [PostgresFact]
    public async Task A_constraint_fails_the_commit_until_it_is_out_of_the_way()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE rows (id int CHECK (id > 0))");
        await using var sink = await Sinks.Of(database, new { id = 0 }, "rows").OpenAsync();
        await sink.PrepareAsync(Batches.Of(1, new { id = 1 }, new { id = -1 }), default);

        var failed = await Assert.ThrowsAsync<StreamQueryException>(() => sink.CommitAsync(1, default).AsTask());
        Assert.Equal("LS5109", failed.Code);
        Assert.Equal("committing batch 1", failed.Parameters[1]);
        await database.ExecuteAsync("ALTER TABLE rows DROP CONSTRAINT rows_id_check");
        await sink.CommitAsync(1, default);

        Assert.Equal([1, -1], await database.ReadAsync<int>("SELECT id FROM rows"));
    }

    internal sealed record Fitting(int? Id, string Name, decimal Price, int Small, string Doc);
}
