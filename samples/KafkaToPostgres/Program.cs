using Linq.Streaming;

namespace KafkaToPostgres;

/// <summary>Counts the views of pages in a topic of Kafka, ten seconds by ten seconds of event time, into a table of PostgreSQL.</summary>
internal static class Program
{
    private const string Usage = """
        usage: KafkaToPostgres [BROKERS TOPIC POSTGRES [CHECKPOINT]]

        Counts the views of pages that are in TOPIC, such as {"Page":"/cart","Millis":31,"Time":"2026-03-01T12:00:00Z"}, ten seconds by ten seconds, into the table
        page_counts. Each view is counted once, however often the program ends and is started again with the same CHECKPOINT, which is a directory (default: checkpoint).
        Ctrl+C ends it.

            KafkaToPostgres localhost:9092 views "Host=localhost;Username=me;Password=..." /var/lib/page-counts

        Without addresses it shows itself: with a Kafka cluster in its own process and a PostgreSQL server of its own.
        """;

    private static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case []:
                return await ShowAsync(LocalServer.Find(), Console.Out, Console.Error);
            case [var brokers, var topic, var postgres, .. { Length: <= 1 } rest] when !args.Any(argument => argument.StartsWith('-') || string.IsNullOrWhiteSpace(argument)):
                return await RunAsync(brokers, topic, postgres, rest is [var checkpoint] ? checkpoint : "checkpoint", Console.Out, Console.Error);
            default:
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }

    internal static async Task<int> ShowAsync(string? server, TextWriter output, TextWriter messages)
    {
        if (server is null)
        {
            await messages.WriteLineAsync("There is no PostgreSQL server here that could be started. Install one (Debian: postgresql), or give the addresses of one and of a Kafka cluster:");
            await messages.WriteLineAsync(Usage);
            return 1;
        }

        return await ToldAsync(() => Demonstration.RunAsync(server, output), messages);
    }

    internal static Task<int> RunAsync(string brokers, string topic, string postgres, string checkpoint, TextWriter output, TextWriter messages) => ToldAsync(
        async () =>
        {
            await using var context = PageCounts.Build(brokers, topic, postgres, checkpoint, TimeSpan.FromSeconds(1), messages);
            await context.RunAsync();
            await output.WriteLineAsync($"{context.Exit!.Sources[0].Committed} views have been counted.");
            return 0;
        },
        messages);

    private static async Task<int> ToldAsync(Func<Task<int>> run, TextWriter messages)
    {
        try
        {
            return await run();
        }
        catch (Exception failure) when (failure is StreamQueryException or ArgumentException or Npgsql.NpgsqlException)
        {
            await messages.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
