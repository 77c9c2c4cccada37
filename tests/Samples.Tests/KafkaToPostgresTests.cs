using System.Diagnostics;
using Connectors.Postgres.Tests.Server;

namespace Samples.Tests;

public sealed class KafkaToPostgresTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [PostgresFact]
    public async Task It_shows_itself_and_counts_every_view_once()
    {
        using var output = new StringWriter();
        using var messages = new StringWriter();
        var code = await KafkaToPostgres.Program.ShowAsync(PostgresServer.ConnectionString, output, messages);
        Assert.Equal("", messages.ToString());
        Assert.EndsWith($"All 12000 views have been counted once.{Environment.NewLine}", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Without_a_server_it_says_what_it_needs()
    {
        using var output = new StringWriter();
        using var messages = new StringWriter();
        Assert.Equal(1, await KafkaToPostgres.Program.ShowAsync(null, output, messages));
        Assert.StartsWith("There is no PostgreSQL server here", messages.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_string_that_is_none_is_told_in_a_line()
    {
        using var output = new StringWriter();
        using var messages = new StringWriter();
        Assert.Equal(1, await KafkaToPostgres.Program.RunAsync("localhost:1", "views", "nonsense", "never-made", output, messages));
        Assert.Single(messages.ToString().Trim().Split(Environment.NewLine));
        Assert.False(Directory.Exists("never-made"));
    }

    [Theory]
    [InlineData("localhost:9092")]
    [InlineData("localhost:9092", "views")]
    [InlineData("localhost:9092", "views", "")]
    [InlineData("--help")]
    [InlineData("a", "b", "c", "d", "e")]
    public async Task Nonsense_is_answered_with_how_it_is_used(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(KafkaToPostgres.Program).Assembly.Location, .. arguments]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(2, process.ExitCode);
        Assert.StartsWith("usage: KafkaToPostgres [BROKERS TOPIC POSTGRES", error, StringComparison.Ordinal);
    }
}
