using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Confluent.Kafka;
using Linq.Streaming;
using Npgsql;

namespace KafkaToPostgres;

/// <summary>A minute of views through a cluster in this process to a PostgreSQL server; the query is killed on its way, and goes on.</summary>
internal static class Demonstration
{
    private const int Events = 12_000;
    private const int Partitions = 4;
    private const string Topic = "views";

    private static readonly string[] Pages = ["/", "/cart", "/search", "/help"];
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="server">Npgsql's connection string. What is made there is in a schema of its own, which is dropped.</param>
    /// <param name="output">What is told.</param>
    public static async Task<int> RunAsync(string server, TextWriter output)
    {
        var directory = Directory.CreateTempSubdirectory("kafka-to-postgres-");
        await using var admin = NpgsqlDataSource.Create(server);
        var schema = $"sample_{Guid.NewGuid():N}";
        await ExecuteAsync(admin, $"CREATE SCHEMA {schema}");
        try
        {
            using var cluster = KafkaMockCluster.Start();
            cluster.CreateTopic(Topic, Partitions);
            await output.WriteLineAsync($"{Events} views of a minute go to a topic with {Partitions} partitions, and every ten seconds of them to PostgreSQL.");
            var postgres = new NpgsqlConnectionStringBuilder(server) { SearchPath = schema }.ConnectionString;
            await using var tables = NpgsqlDataSource.Create(postgres);
            StreamContext Context() => PageCounts.Build(cluster.BootstrapServers, Topic, postgres, Path.Combine(directory.FullName, "checkpoint"), Interval, output);

            Send(cluster.BootstrapServers, 0, Events / 2);
            await using (var first = Context())
            {
                first.Start();
                await UntilAsync(first, async () => await CountAsync(tables) > 0);
            }

            await output.WriteLineAsync($"The query has ended without warning when {await CountAsync(tables)} views had been counted, and is started again.");
            Send(cluster.BootstrapServers, Events / 2, Events);
            await using var second = Context();
            second.Start();
            await UntilAsync(second, () => Task.FromResult(second.Sources[0].Lag == 0));
            SendLater(cluster.BootstrapServers);
            await UntilAsync(second, async () => await CountAsync(tables) >= Events);
            await second.StopAsync();
            await PrintAsync(tables, output);
            var counted = await CountAsync(tables);
            await output.WriteLineAsync(counted == Events ? $"All {Events} views have been counted once." : $"{counted} views have been counted, and there were {Events}.");
            return counted == Events ? 0 : 1;
        }
        finally
        {
            await ExecuteAsync(admin, $"DROP SCHEMA {schema} CASCADE");
            directory.Delete(recursive: true);
        }
    }

    private static void Send(string brokers, int from, int until)
    {
        var random = new Random(from);
        using var producer = Producer(brokers);
        for (var i = from; i < until; i++)
        {
            Send(producer, i % Partitions, new PageView(Pages[random.Next(Pages.Length)], random.Next(5, 500), Start + (Length * i / Events)));
        }

        producer.Flush(Patience);
    }

    // Time has passed, which is what ends the last windows. Not before all has been read: what is behind it in another partition would be late.
    private static void SendLater(string brokers)
    {
        using var producer = Producer(brokers);
        Send(producer, 0, new PageView("/later", 1, Start + (2 * Length)));
        producer.Flush(Patience);
    }

    private static IProducer<Null, byte[]> Producer(string brokers) => new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = brokers, EnableIdempotence = true }).Build();

    private static void Send(IProducer<Null, byte[]> producer, int partition, PageView view) =>
        producer.Produce(new TopicPartition(Topic, partition), new Message<Null, byte[]> { Value = JsonSerializer.SerializeToUtf8Bytes(view) });

    private static async Task UntilAsync(StreamContext context, Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(Interval);
        for (var start = Stopwatch.GetTimestamp(); !await condition(); await timer.WaitForNextTickAsync())
        {
            if (context.Completion.IsCompleted)
            {
                await context.Completion;
            }

            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new TimeoutException($"Not all views have been counted within {Patience.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s.");
            }
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource server, string sql)
    {
        await using var command = server.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> CountAsync(NpgsqlDataSource tables)
    {
        // The table is made when the query starts.
        await using var exists = tables.CreateCommand($"SELECT to_regclass('{PageCounts.Table}') IS NOT NULL");
        if (await exists.ExecuteScalarAsync() is not true)
        {
            return 0;
        }

        await using var command = tables.CreateCommand($"SELECT coalesce(sum(views), 0)::bigint FROM {PageCounts.Table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task PrintAsync(NpgsqlDataSource tables, TextWriter output)
    {
        await using var command = tables.CreateCommand($"SELECT window_end, page, views, slowest FROM {PageCounts.Table} ORDER BY window_end, page");
        await using var reader = await command.ExecuteReaderAsync();
        await output.WriteLineAsync("until     page      views  slowest");
        while (await reader.ReadAsync())
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{reader.GetFieldValue<DateTimeOffset>(0):HH:mm:ss}  {reader.GetString(1),-8}  {reader.GetInt64(2),5}  {reader.GetInt32(3),4} ms"));
        }
    }
}
