using Connectors.Postgres.Tests.Server;
using Linq.Streaming;
using Linq.Streaming.Connectors.Postgres.Naming;

namespace Connectors.Postgres.Tests.Columns;

/// <summary>Names are names, whatever is in them.</summary>
public sealed class NameTests
{
    private const string Hostile = "a\"b'; DROP TABLE x; --";

    [PostgresFact]
    public async Task Names_with_quotes_dots_and_capitals_work_everywhere()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        var schema = $"{database.Schema}\"; DROP.";
        var quoted = SqlName.Quote(schema);
        await database.ExecuteAsync($"CREATE SCHEMA {quoted}");
        try
        {
            var options = Sinks.Of(database, new { Id = 1, Name = "" }, $"{quoted}.{SqlName.Quote(Hostile)}").Created().Upsert(Hostile).Without("Id", "Name")
                .Column(Hostile, x => x.Id).Column("$1", x => x.Name);
            await using var target = await options.OpenAsync();

            await target.WriteAsync(1, new { Id = 1, Name = "x" }, new { Id = 1, Name = "y" });
            await target.WriteAsync(2, new { Id = 1, Name = "z" });

            Assert.Equal(["z"], await database.ReadAsync<string>($"SELECT \"$1\" FROM {quoted}.{SqlName.Quote(Hostile)}"));
        }
        finally
        {
            await database.ExecuteAsync($"DROP SCHEMA {quoted} CASCADE");
        }
    }

    [PostgresFact]
    public async Task The_output_may_have_any_name_and_the_bookkeeping_its_own_schema()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE rows (value int)");
        await database.ExecuteAsync($"CREATE SCHEMA \"{database.Schema}_Own\"");
        try
        {
            var options = new PostgresSinkOptions<int> { DataSource = database.DataSource, Table = $"{database.Schema}.rows", BookkeepingSchema = $"{database.Schema}_Own" };
            await using var sink = new PostgresSink<int>(options);
            await sink.OpenAsync(new StreamSinkContext(Guid.NewGuid(), Hostile, 1), default);

            await sink.WriteAsync(1, 5);

            Assert.Equal([5], await database.ReadAsync<int>("SELECT value FROM rows"));
            Assert.Equal(["rows"], await database.ReadAsync<string>($"SELECT tablename::text FROM pg_tables WHERE schemaname = '{database.Schema}'"));
            Assert.Equal([Hostile], await database.ReadAsync<string>($"SELECT output FROM \"{database.Schema}_Own\".linqstream_commits"));
        }
        finally
        {
            await database.ExecuteAsync($"DROP SCHEMA \"{database.Schema}_Own\" CASCADE");
        }
    }

    [Theory]
    [InlineData("orders", "\"orders\"")]
    [InlineData("Sales.Orders", "\"Sales\".\"Orders\"")]
    [InlineData("\"my.schema\".\"my \"\"table\"\"\"", "\"my.schema\".\"my \"\"table\"\"\"")]
    [InlineData("a b.c d", "\"a b\".\"c d\"")]
    public void A_table_has_a_name_and_perhaps_a_schema(string text, string sql) => Assert.Equal(sql, TableName.Parse(text, "table").ToString());

    [Theory]
    [InlineData("")]
    [InlineData(".orders")]
    [InlineData("sales.")]
    [InlineData("a.b.c")]
    [InlineData("or\"ders")]
    [InlineData("\"orders")]
    [InlineData("\"orders\"x")]
    [InlineData("\"\"")]
    [InlineData("linqstream_commits")]
    [InlineData("zero\0")]
    public void Anything_else_is_refused(string text) => Assert.Throws<ArgumentException>(() => TableName.Parse(text, "table"));
}
