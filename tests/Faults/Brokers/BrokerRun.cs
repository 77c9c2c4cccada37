using System.Collections.Concurrent;
using System.Globalization;
using Faults.Kills;
using Faults.Shapes;
using Faults.SinkErrors;
using Linq.Streaming;

namespace Faults.Brokers;

/// <summary>Brings rows from a topic to PostgreSQL, to files and to another topic, while brokers fail, leaders move, others join the group, and contexts end in the middle of what they do.</summary>
/// <param name="place">Where files and tables are.</param>
/// <param name="rows">How many rows.</param>
/// <param name="disturbances">How many times something happens.</param>
/// <param name="seed">Of what happens.</param>
internal sealed class BrokerRun(Place place, int rows, int disturbances, int seed) : IDisposable
{
    private const int Brokers = 3;
    private const int ResultPartitions = 3;
    private const int MostBatches = 8;
    private const int RestartsIn = 4;

    // Batches without anything new, after which what is missing is lost.
    private const int MostQuiet = 2_000;
    private const string Group = "numbers-group";

    private static readonly TimeSpan MostWait = TimeSpan.FromMilliseconds(500);

    private readonly KafkaMockCluster _cluster = KafkaMockCluster.Start(Brokers);
    private readonly Random _random = new(seed);
    private readonly ConcurrentDictionary<Tally, bool> _seen = new();
    private StreamContext? _context;
    private BatchCount _batches = new();

    /// <summary>How many contexts it took.</summary>
    public int Contexts { get; private set; }

    /// <summary>How many of them an error ended, which was told with a code.</summary>
    public int Failed { get; private set; }

    /// <summary>How many records are in the topic of results that have the mark of another.</summary>
    public int Repeated { get; private set; }

    /// <summary>Runs until everything is computed.</summary>
    /// <returns>What is wrong; empty if nothing is.</returns>
    public async Task<IReadOnlyList<Difference>> RunAsync()
    {
        _cluster.CreateTopic("numbers", Counting.Keys);
        _cluster.CreateTopic("results", ResultPartitions);
        using var feed = new Feed(_cluster.BootstrapServers, "numbers", Counting.Keys);
        using var trouble = new Disturbances(_cluster, _random, Group, ("numbers", Counting.Keys), ("results", ResultPartitions));
        await RestartAsync();
        var sent = 0;
        for (var i = 1; i <= disturbances; i++)
        {
            for (var until = (int)((long)rows * i / disturbances); sent < until; sent++)
            {
                feed.Send(sent);
            }

            await DisturbAsync(trouble);
        }

        feed.Finish();
        for (var (quiet, before) = (0, 0); _seen.Count < rows && quiet < MostQuiet; quiet = _seen.Count > before ? 0 : quiet + 1)
        {
            before = _seen.Count;
            if (!await PassAsync(1))
            {
                Failed++;
                await RestartAsync();
            }
        }

        await _context!.StopAsync();
        await _context.DisposeAsync();
        return Compare();
    }

    public void Dispose() => _cluster.Dispose();

    private async Task DisturbAsync(Disturbances trouble)
    {
        if (_random.Next(RestartsIn) == 0)
        {
            await RestartAsync();
        }

        var end = trouble.Begin();
        var isWell = await PassAsync(_random.Next(1, MostBatches));
        end();
        if (!isWell || !await PassAsync(1))
        {
            Failed++;
            await RestartAsync();
        }
    }

    // Until so many more batches have ended, or none does: while a broker is down that has the only records, nothing goes on. False if one has failed, and its context with it.
    private Task<bool> PassAsync(int count) => _batches.WaitAsync(count, MostWait, _context!.Completion);

    private async Task RestartAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        Contexts++;
        _batches = new BatchCount();
        _context = new StreamContext(new StreamOptions { BatchInterval = TimeSpan.FromMilliseconds(20), Parallelism = 2, CheckpointDirectory = place.Checkpoint });
        var numbers = _context.FromKafka(
            new KafkaSourceOptions
            {
                BootstrapServers = _cluster.BootstrapServers,
                Topics = ["numbers"],
                Start = KafkaStart.Earliest,
                ReportToGroup = Group,
                NewPartitionsEvery = TimeSpan.FromMilliseconds(100),
                Settings = Impatient,
            },
            message => int.Parse(message.ValueText(), CultureInfo.InvariantCulture),
            "numbers",
            maxPerBatch: 500);
        var tallies = Counting.Build(numbers);
        tallies.WriteTo(Target.Files.Sink(place), "files");
        tallies.WriteToKafka(_cluster.BootstrapServers, "results", Path.Combine(place.Directory, "prepared"), options => options with { Settings = Impatient }, "results");
        if (place.Connection is not null)
        {
            tallies.WriteTo(Target.Postgres.Sink(place), "postgres");
        }

        tallies.ForEachBatch(batch =>
        {
            foreach (var row in batch)
            {
                _seen[row] = true;
            }
        });
        _context.BatchCompleted += _batches.OnCompleted;
        try
        {
            _context.Start();
        }
        catch (StreamQueryException)
        {
            // Its completion has it too.
        }
    }

    // A client waits up to ten seconds before it connects again, which is long for a test.
    private static Dictionary<string, string> Impatient => new() { ["reconnect.backoff.max.ms"] = "200", ["topic.metadata.refresh.interval.ms"] = "500" };

    private List<Difference> Compare()
    {
        var expected = Counting.Expected(rows).ToArray();
        var (results, repeated) = Results.Read(_cluster.BootstrapServers, "results", ResultPartitions);
        Repeated = repeated;
        return
        [
            .. new[]
            {
                Difference.Of("files", Sorted(expected, Target.Files.Print), Target.Files.Read(place)),
                place.Connection is null ? null : Difference.Of("PostgreSQL", Sorted(expected, Target.Postgres.Print), Target.Postgres.Read(place)),
                Difference.Of("Kafka", Sorted(expected, Results.Print), results),
            }.OfType<Difference>(),
        ];
    }

    private static string[] Sorted(Tally[] rows, Func<Tally, string> print) => [.. rows.Select(print).Order(StringComparer.Ordinal)];
}
