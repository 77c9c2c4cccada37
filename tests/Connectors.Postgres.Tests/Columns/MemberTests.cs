using Connectors.Postgres.Tests.Server;

namespace Connectors.Postgres.Tests.Columns;

/// <summary>Which members of which types are columns, and under which names.</summary>
public sealed class MemberTests
{
    [PostgresFact]
    public async Task Records_structs_classes_tuples_and_anonymous_types_are_rows()
    {
        await using var database = await PostgresDatabase.CreateAsync();

        Assert.Equal(["Id", "Name"], await ColumnsAsync(database, "a", new Positional(1, "x")));
        Assert.Equal(["Id", "Name"], await ColumnsAsync(database, "b", new Structure { Id = 1, Name = "x" }));
        Assert.Equal(["Id", "Name"], await ColumnsAsync(database, "c", new Derived { Id = 1, Name = "x" }));
        Assert.Equal(["Item1", "Item2"], await ColumnsAsync(database, "d", (Id: 1, Name: "x")));
        Assert.Equal(["Id", "Name"], await ColumnsAsync(database, "e", new { Id = 1, Name = "x" }));
        Assert.Equal(["Key", "Value"], await ColumnsAsync(database, "f", KeyValuePair.Create(1, "x")));
    }

    [PostgresFact]
    public async Task Members_are_left_out_and_columns_are_added_or_take_the_place_of_members()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        var row = new { Id = 1, Name = "x", Tags = new List<string> { "a", "b" } };
        var options = Sinks.Of(database, row, "rows").Created().Without("Name").Column("Tags", x => x.Tags.ToArray()).Column("twice", x => x.Id * 2);
        await using var sink = await options.OpenAsync();

        await sink.WriteAsync(1, row);

        Assert.Equal(["1 {a,b} 2"], await database.ReadAsync<string>("SELECT concat_ws(' ', \"Id\", \"Tags\", twice) FROM rows"));
    }

    [PostgresFact]
    public async Task A_column_is_missing_unless_the_table_fills_it()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE rows (seen timestamptz NOT NULL DEFAULT now(), id int, note text)");
        await using var sink = await Sinks.Of(database, new { id = 1 }, "rows").OpenAsync();

        await sink.WriteAsync(1, new { id = 1 });

        Assert.Equal([true], await database.ReadAsync<bool>("SELECT seen IS NOT NULL AND note IS NULL FROM rows WHERE id = 1"));
    }

    [Theory]
    [InlineData("Id", "id")]
    [InlineData("DepartureDelay", "departure_delay")]
    [InlineData("HTTPStatus", "http_status")]
    [InlineData("userID", "user_id")]
    [InlineData("Line2", "line2")]
    [InlineData("Line2Name", "line2_name")]
    [InlineData("already_snake", "already_snake")]
    [InlineData("Mixed_Case", "mixed_case")]
    public void Snake_case_puts_an_underscore_between_words(string member, string column) =>
        Assert.Equal(column, Linq.Streaming.Connectors.Postgres.Naming.SnakeCase.Of(member));

    private static async Task<IReadOnlyList<string>> ColumnsAsync<T>(PostgresDatabase database, string table, T row)
    {
        await using var sink = await Sinks.Of(database, row, table).Created().OpenAsync();
        await sink.WriteAsync(1, row, row);
        Assert.Equal(["1 x", "1 x"], await database.ReadAsync<string>($"SELECT array_to_string(ARRAY(SELECT value FROM jsonb_each_text(to_jsonb(t)) ORDER BY value), ' ') FROM {table} AS t"));
        return await database.ReadAsync<string>($"SELECT attname::text FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 ORDER BY attnum");
    }

    internal sealed record Positional(int Id, string Name)
    {
        internal int NotPublic => Id;
    }

    internal struct Structure
    {
        public int Id { get; set; }

        public string Name;

        public readonly int this[int index] => index + Id;

        public static int Shared => 1;
    }

    internal class Base
    {
        public object Id { get; set; } = "";
    }

    internal sealed class Derived : Base
    {
        public new int Id { get; set; }

        public string Name { get; set; } = "";

        public int WriteOnly
        {
            set => Id = value;
        }
    }
}
