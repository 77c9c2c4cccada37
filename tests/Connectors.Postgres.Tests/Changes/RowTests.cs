using Connectors.Postgres.Tests.Server;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Changes;

/// <summary>Making rows of changes.</summary>
public sealed class RowTests
{
    private const string Orders = "CREATE TABLE orders (id int PRIMARY KEY, price int)";

    private static readonly Func<PostgresChange, int> Price = change => change.New!.Get<int>("price");

    [ChangesFact]
    public async Task A_malformed_change_fails_the_source_after_the_transactions_before_it()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var reader = await ChangeReader<int>.OpenAsync(database.Options, Price);

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, 10)");
        await database.TransactAsync("INSERT INTO orders VALUES (2, 20)", "INSERT INTO orders VALUES (3, NULL)");
        Assert.Equal([10], await reader.RowsAsync(1));
        var failed = await Assert.ThrowsAsync<StreamQueryException>(() => reader.RowsAsync(1));
        var again = await Assert.ThrowsAsync<StreamQueryException>(() => reader.RowsAsync(1));

        Assert.Equal("LS4006", failed.Code);
        Assert.Equal($"slot {database.Schema}", failed.Parameters[0]);
        Assert.EndsWith(", change 1", (string)failed.Parameters[1]!, StringComparison.Ordinal);
        Assert.Equal("Column \"price\" is null, and Int32 cannot be. Get<Int32?> can.", failed.Parameters[2]);
        Assert.Equal(failed.Message, again.Message);
        Assert.Equal(1, reader.Source.MalformedCount);
    }

    [ChangesFact]
    public async Task Malformed_changes_can_be_left_out_or_handed_on_with_the_same_position_after_a_restart()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        var letters = new List<MalformedInput>();
        var options = database.Options with { Malformed = MalformedPolicy.DeadLetter(letters.Add) };
        StreamOffsets from, until;
        await using (var reader = await ChangeReader<int>.OpenAsync(options, Price))
        {
            from = reader.Position;
            await database.TransactAsync("INSERT INTO orders VALUES (1, 10)", "INSERT INTO orders VALUES (2, NULL)", "INSERT INTO orders VALUES (3, 30)");
            Assert.Equal([10, 30], await reader.RowsAsync(2));
            until = reader.Position;
        }

        await using (var again = await ChangeReader<int>.OpenAsync(options, Price, from))
            Assert.Equal([10, 30], await again.RangeAsync(from, until));

        Assert.Equal(2, letters.Count);
        Assert.Equal(letters[0], letters[1]);
        Assert.Equal($"Insert {database.Schema}.orders: id=2, price=null", letters[0].Content);
    }

    [ChangesFact]
    public async Task A_dead_letter_that_is_refused_fails_the_source()
    {
        await using var database = await ChangeDatabase.CreateAsync(Orders);
        await using var reader = await ChangeReader<int>.OpenAsync(
            database.Options with { Malformed = MalformedPolicy.DeadLetter(_ => throw new InvalidOperationException("no room")) }, Price);

        await database.ExecuteAsync("INSERT INTO orders VALUES (1, NULL)");
        var failed = await Assert.ThrowsAsync<StreamQueryException>(() => reader.RowsAsync(1));

        Assert.Equal("LS3003", failed.Code);
        Assert.Contains("no room", failed.Message, StringComparison.Ordinal);
    }

    [ChangesFact]
    public async Task Every_type_is_read_as_it_was_written_whatever_the_servers_settings()
    {
        await using var database = await ChangeDatabase.CreateAsync(
            """
            CREATE TYPE mood AS ENUM ('Happy', 'Sad');
            CREATE TABLE v (id int PRIMARY KEY, b bool, i2 smallint, i8 bigint, n numeric, f4 real, f8 double precision, t text, c char(1), u uuid, ts timestamp, tz timestamptz,
                d date, ti time, iv interval, by bytea, m mood, j jsonb, ia int[], ta text[], na int[])
            """);
        var source = new Npgsql.NpgsqlConnectionStringBuilder(database.Options.ConnectionString) { Options = "-c datestyle=German -c intervalstyle=iso_8601 -c bytea_output=escape", Timezone = "Asia/Tokyo" };
        await using var reader = await ChangeReader<PostgresRow>.OpenAsync(database.Options with { ConnectionString = source.ConnectionString }, change => change.New!);

        await database.ExecuteAsync(
            """
            INSERT INTO v VALUES (1, true, -2, 9000000000, 123.450, 1.5, 0.1, 'a "b" \ {c}, ü', 'x', '11111111-2222-3333-4444-555555555555', '2026-05-01 12:00:00.25', '2026-05-01 12:00:00+02',
                '2026-05-01', '23:59:59.999999', '-3 days 4 hours 5.5 seconds', '\x00ff', 'Sad', '{"a": 1}', '{1,2,3}', ARRAY['a "b" \', 'NULL', ''], '{1,NULL}')
            """);
        var row = Assert.Single(await reader.RowsAsync(1));

        Assert.True(row.Get<bool>("b"));
        Assert.Equal((-2, 9000000000L, 123.450m, 1.5f, 0.1), (row.Get<short>("i2"), row.Get<long>("i8"), row.Get<decimal>("n"), row.Get<float>("f4"), row.Get<double>("f8")));
        Assert.Equal(("a \"b\" \\ {c}, ü", 'x', Guid.Parse("11111111-2222-3333-4444-555555555555")), (row.Get<string>("t"), row.Get<char>("c"), row.Get<Guid>("u")));
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 12, 0, 0, 250, TimeSpan.Zero), row.Get<DateTimeOffset>("ts"));
        Assert.Equal((new DateTime(2026, 5, 1, 10, 0, 0), DateTimeKind.Utc), (row.Get<DateTime>("tz"), row.Get<DateTime>("tz").Kind));
        Assert.Equal((new DateOnly(2026, 5, 1), new TimeOnly(863999999990)), (row.Get<DateOnly>("d"), row.Get<TimeOnly>("ti")));
        Assert.Equal(TimeSpan.FromDays(-3) + TimeSpan.FromHours(4) + TimeSpan.FromSeconds(5.5), row.Get<TimeSpan>("iv"));
        Assert.Equal([0, 255], row.Get<byte[]>("by")!);
        Assert.Equal((Mood.Sad, "{\"a\": 1}"), (row.Get<Mood>("m"), row.GetText("j")));
        Assert.Equal([1, 2, 3], row.Get<int[]>("ia")!);
        Assert.Equal(["a \"b\" \\", "NULL", ""], row.Get<string[]>("ta")!);
        Assert.Equal([1, null], row.Get<int?[]>("na")!);
    }

    [ChangesFact]
    public async Task What_the_sink_writes_the_source_reads()
    {
        // All tables of the schema are published, also the sink's own: they must not stand in its way.
        await using var database = await ChangeDatabase.CreateAsync("CREATE TABLE points (at timestamptz PRIMARY KEY, name text, value double precision, tags text[])");
        await using var reader = await ChangeReader<Point?>.OpenAsync(database.Options, change => change.Table != "points" ? null : new Point(
            change.New!.Get<DateTimeOffset>("at"), change.New.Get<string>("name"), change.New.Get<double>("value"), change.New.Get<string[]>("tags")));
        Point[] points = [new(DateTimeOffset.UnixEpoch, null, double.NaN, ["a", "b,c"]), new(DateTimeOffset.MaxValue, "x", double.NegativeInfinity, []), new(DateTimeOffset.MinValue, "y", -0.1, ["{}"])];

        await using var sink = await new PostgresSinkOptions<Point> { DataSource = database.Database.DataSource, Table = "points", Naming = PostgresColumnNaming.SnakeCase }.OpenAsync();
        await sink.WriteAsync(1, points);

        var read = new List<Point>();
        await Eventually.IsSoAsync(async () =>
        {
            read.AddRange((await reader.BatchAsync()).OfType<Point>());
            return read.Count >= 3;
        });
        Assert.Equivalent(points, read.OrderBy(point => Array.FindIndex(points, other => other.At == point.At)), strict: true);
    }

    [Theory]
    [InlineData("1 mon", "months")]
    [InlineData("1 year 2 days", "months")]
    public void Lengths_that_depend_on_the_calendar_are_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Read<TimeSpan>(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_no_such_value_is_refused_by_the_name_of_the_column()
    {
        foreach (var refused in new Func<object?>[]
        {
            () => Read<int>("1.5"), () => Read<int>("3000000000"), () => Read<bool>("true"), () => Read<Mood>("Angry"), () => Read<Mood>("1"), () => Read<Guid>("x"), () => Read<int[]>("{{1,2},{3,4}}"),
            () => Read<int[]>("1"), () => Read<int[]>("{NULL}"), () => Read<DateTime>("0044-03-15 00:00:00 BC"), () => Read<TimeOnly>("24:00:00"), () => Read<byte[]>("ab"), () => Read<decimal>("NaN"), () => Read<char>("ab"),
            () => Read<string[]>("{\"a"), () => Read<string[]>("{a"),
        })
        {
            Assert.StartsWith("Column \"x\" cannot be read as ", Assert.Throws<FormatException>(() => refused()).Message, StringComparison.Ordinal);
        }

        Assert.Throws<NotSupportedException>(() => Read<Uri>("x"));
        Assert.Equal([1, 2], Read<int[]>("[0:1]={1,2}")!);
        Assert.Equal(TimeSpan.FromHours(-30) - TimeSpan.FromSeconds(1), Read<TimeSpan>("-30:00:01"));
        Assert.Equal((DateOnly.MaxValue, DateTime.MinValue), (Read<DateOnly>("infinity"), Read<DateTime>("-infinity")));
    }

    private static T? Read<T>(string text) => new PostgresRow(new Linq.Streaming.Connectors.Postgres.Changes.ChangeColumns("s", "t", ["x"], [true]), [text]).Get<T>("x");

    internal enum Mood
    {
        Happy,
        Sad,
    }

    internal sealed record Point(DateTimeOffset At, string? Name, double Value, string[]? Tags);
}
