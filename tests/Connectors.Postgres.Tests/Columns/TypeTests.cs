using System.Numerics;
using Connectors.Postgres.Tests.Server;
using Linq.Streaming;

namespace Connectors.Postgres.Tests.Columns;

/// <summary>What goes in comes out, for every type that a column can have.</summary>
public sealed class TypeTests
{
    public enum Colour
    {
        Red,
        DarkBlue,
    }

    [PostgresFact]
    public async Task Numbers_and_texts_round_trip()
    {
        await RoundTripAsync("boolean", true, false);
        await RoundTripAsync("smallint", byte.MaxValue, byte.MinValue);
        await RoundTripAsync("smallint", sbyte.MaxValue, sbyte.MinValue);
        await RoundTripAsync("smallint", short.MaxValue, short.MinValue);
        await ReadsAsAsync("integer", x => (int)x, ushort.MaxValue, ushort.MinValue);
        await RoundTripAsync("integer", int.MaxValue, int.MinValue);
        await ReadsAsAsync("bigint", x => (long)x, uint.MaxValue, uint.MinValue);
        await RoundTripAsync("bigint", long.MaxValue, long.MinValue);
        await ReadsAsAsync("numeric", x => (decimal)x, ulong.MaxValue, ulong.MinValue);
        await RoundTripAsync("numeric", decimal.MaxValue, decimal.MinValue, 0.0001m, 1.50m);
        await RoundTripAsync("numeric", BigInteger.Pow(10, 60), BigInteger.MinusOne);
        await RoundTripAsync("real", float.MaxValue, float.Epsilon, float.NaN, float.NegativeInfinity);
        await RoundTripAsync("double precision", double.MaxValue, double.Epsilon, double.NaN, 0.1);
        await RoundTripAsync("text", "", "ä€😀\n\t'\"\\", "x");
        await RoundTripAsync("uuid", Guid.Empty, Guid.NewGuid());
    }

    [PostgresFact]
    public async Task Times_round_trip()
    {
        var utc = new DateTime(2026, 3, 29, 1, 30, 0, 123, 456, DateTimeKind.Utc);

        await RoundTripAsync("timestamp with time zone", utc, DateTime.MaxValue.ToUniversalTime());
        await RoundTripAsync("timestamp with time zone", new DateTimeOffset(utc), DateTimeOffset.UnixEpoch);
        await RoundTripAsync("date", new DateOnly(1, 1, 2), new DateOnly(9999, 12, 30));
        await RoundTripAsync("time without time zone", TimeOnly.MinValue, new TimeOnly(23, 59, 59, 999));
        await RoundTripAsync("interval", TimeSpan.Zero, TimeSpan.FromDays(-400.5), TimeSpan.FromMicroseconds(1));
    }

    [PostgresFact]
    public async Task Times_with_an_offset_are_stored_as_their_instant()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        var local = new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.FromHours(5));

        await WriteAsync(database, local);

        Assert.Equal([local.UtcDateTime], await database.ReadAsync<DateTime>("SELECT value FROM target"));
    }

    [PostgresFact]
    public async Task Bytes_nulls_and_arrays_round_trip()
    {
        await RoundTripAsync<byte[]>("bytea", [1, 0, 255], []);
        await RoundTripAsync<int?>("integer", 1, null);
        await RoundTripAsync<Guid?>("uuid", Guid.Empty, null);
        await RoundTripAsync<string?>("text", null, "x");
        await RoundTripAsync<int[]>("integer[]", [1, 2], []);
        await RoundTripAsync<int?[]>("integer[]", [1, null, 2], []);
        await RoundTripAsync<string?[]>("text[]", ["a", null], []);
        await RoundTripAsync<double[]?>("double precision[]", [0.5], null);
        await RoundTripAsync<byte[][]>("bytea[]", [[1], []], []);
    }

    [PostgresFact]
    public async Task Enums_and_characters_are_stored_as_text()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var sink = await Sinks.Of(database, Row(Colour.Red), "target").Created().OpenAsync();

        await sink.WriteAsync(1, Row(Colour.DarkBlue), Row((Colour)7));

        Assert.Equal(["DarkBlue|Red|x|{Red,DarkBlue}|{Red,NULL}", "7|Red|x|{Red,DarkBlue}|{Red,NULL}"], await database.ReadAsync<string>(
            "SELECT concat_ws('|', \"Plain\", \"Optional\", \"Letter\", \"Several\", \"SeveralOptional\") FROM target"));

        static Coloured Row(Colour colour) => new(colour, Colour.Red, 'x', [Colour.Red, Colour.DarkBlue], [Colour.Red, null]);
    }

    [PostgresFact]
    public async Task Texts_fill_columns_of_types_that_are_read_from_text()
    {
        await using var database = await PostgresDatabase.CreateAsync(
            "CREATE TYPE colour AS ENUM ('Red', 'DarkBlue')",
            "CREATE DOMAIN zip AS text CHECK (length(VALUE) = 5)",
            "CREATE TABLE target (colour colour, doc jsonb, ip inet, zip zip, name varchar(5), code char(3))");
        var row = new { colour = Colour.DarkBlue, doc = """{"a": 1}""", ip = "10.0.0.1", zip = "12345", name = "abcde", code = "x" };
        await using var sink = await Sinks.Of(database, row, "target").OpenAsync();

        await sink.WriteAsync(1, row);

        Assert.Equal(["DarkBlue 1 10.0.0.1 12345 abcde x"], await database.ReadAsync<string>("SELECT concat_ws(' ', colour, doc->'a', host(ip), zip, name, code::text) FROM target"));
    }

    [PostgresFact]
    public async Task Instants_fill_columns_without_a_time_zone_with_their_clock_in_UTC()
    {
        await using var database = await PostgresDatabase.CreateAsync("CREATE TABLE target (at timestamp, day date)");
        var instant = new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.FromHours(5));
        var row = new { at = instant, day = instant };
        await using var source = Npgsql.NpgsqlDataSource.Create(database.ConnectionString + ";Timezone=Pacific/Auckland");
        await using var sink = await (Sinks.Of(database, row, "target") with { DataSource = source }).OpenAsync();

        await sink.WriteAsync(1, row);

        Assert.Equal(["2026-03-28 20:30:00 2026-03-28"], await database.ReadAsync<string>("SELECT at || ' ' || day FROM target"));
    }

    [PostgresFact]
    public async Task A_DateTime_of_this_machine_is_an_instant_and_one_of_no_kind_is_refused()
    {
        await using var database = await PostgresDatabase.CreateAsync();
        var local = new DateTime(2026, 7, 1, 12, 0, 0, DateTimeKind.Local);
        await using var sink = await WriteAsync(database, local);
        Assert.Equal([local.ToUniversalTime()], await database.ReadAsync<DateTime>("SELECT value FROM target"));

        var refused = await Assert.ThrowsAsync<StreamQueryException>(() => sink.WriteAsync(2, DateTime.SpecifyKind(local, DateTimeKind.Unspecified)));

        Assert.Equal("LS5106", refused.Code);
        Assert.Contains("DateTimeKind.Unspecified", refused.Message, StringComparison.Ordinal);
    }

    private static Task RoundTripAsync<T>(string sqlType, params T[] values) => ReadsAsAsync(sqlType, value => value, values);

    // Npgsql reads no unsigned numbers, so they are read as what they are stored as.
    private static async Task ReadsAsAsync<T, TRead>(string sqlType, Func<T, TRead> read, params T[] values)
    {
        await using var database = await PostgresDatabase.CreateAsync();
        await using var sink = await WriteAsync(database, values);

        Assert.Equal(values.Select(read), await database.ReadAsync<TRead>("SELECT value FROM target"));
        Assert.Equal(sqlType, await database.ReadOneAsync<string>("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 'target'::regclass AND attname = 'value'"));
    }

    private static async Task<PostgresSink<T>> WriteAsync<T>(PostgresDatabase database, params T[] values)
    {
        var sink = await new PostgresSinkOptions<T> { DataSource = database.DataSource, Table = "target", CreateTable = true }.OpenAsync();
        await sink.WriteAsync(1, values);
        return sink;
    }

    public sealed record Coloured(Colour Plain, Colour? Optional, char Letter, Colour[] Several, Colour?[] SeveralOptional);
}
