using Linq.Streaming;
using Npgsql;

namespace Connectors.Postgres.Tests;

/// <summary>What can be said about options without a server.</summary>
public sealed class OptionTests
{
    private const string Secret = "hunter2secret";
    private const string ConnectionString = $"Host=127.0.0.1;Port=1;Username=app;Password={Secret};Timeout=1";

    private static PostgresSinkOptions<Row> Options => new() { ConnectionString = ConnectionString, Table = "sales.Orders" };

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        using var source = NpgsqlDataSource.Create(ConnectionString);

        Refused(Options with { ConnectionString = null }, "ConnectionString or DataSource");
        Refused(Options with { DataSource = source }, "not both");
        Refused(Options with { Mode = PostgresWriteMode.Upsert }, "needs Key");
        Refused(Options with { Key = ["Id"] }, "no meaning with Insert");
        Refused(Options with { BookkeepingSchema = "" }, "empty");
        Refused(Options with { Table = "a.b.c" }, "3 parts");
        Refused(Options.Without("Nmae"), "'Nmae'");
        Refused(Options with { ConnectionString = $"Host=x;Pasword={Secret}" }, "");
        Refused(Options with { ConnectionString = $"postgresql://app:{Secret}@db/orders" }, "");

        static void Refused(PostgresSinkOptions<Row> options, string reason)
        {
            var refused = Assert.ThrowsAny<ArgumentException>(() => new PostgresSink<Row>(options));
            Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_that_can_be_printed_has_the_password()
    {
        await using var sink = new PostgresSink<Row>(Options);
        var failed = await Assert.ThrowsAsync<StreamQueryException>(() => sink.OpenAsync(new StreamSinkContext(Guid.Empty, "orders", 1), default).AsTask());

        Assert.Equal("LS5109", failed.Code);
        Assert.Equal(["\"sales\".\"Orders\"", "opening the sink"], failed.Parameters.Take(2));
        Assert.DoesNotContain(Secret, failed.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, sink.Guarantee, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_are_copied_not_changed()
    {
        var options = Options;

        _ = options.Upsert("Id").Column("a", row => row.Id).Without("Id");

        Assert.Equal("PostgresSinkOptions { Table = sales.Orders, Mode = Insert, Key = [] }", options.ToString());
        Assert.Equal("PostgresSinkOptions { Table = sales.Orders, Mode = Upsert, Key = [Id] }", options.Upsert("Id").ToString());
        Assert.Throws<ArgumentNullException>(() => options.Column<int>("a", null!));
        Assert.Throws<ArgumentException>(() => options.Column("", row => row.Id));
    }

    [Fact]
    public async Task The_guarantee_names_the_table_and_the_sink_must_be_opened_first()
    {
        await using var inserts = new PostgresSink<Row>(Options);
        await using var upserts = new PostgresSink<Row>(Options.Upsert("Id"));

        Assert.StartsWith("Every row is in \"sales\".\"Orders\" exactly once", inserts.Guarantee, StringComparison.Ordinal);
        Assert.StartsWith("\"sales\".\"Orders\" has for each key its last row", upserts.Guarantee, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => inserts.CommitAsync(1, default).AsTask());
    }

    internal sealed record Row(int Id, string Name);
}
