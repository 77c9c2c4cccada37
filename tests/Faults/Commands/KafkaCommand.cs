using System.Globalization;
using Connectors.Postgres.Tests.Server;
using Faults.Brokers;
using Faults.Kills;

namespace Faults.Commands;

/// <summary>Disturbs a Kafka cluster so many times while rows go through it: no row may be lost, none doubled.</summary>
internal static class KafkaCommand
{
    private const int DefaultCount = 500;
    private const int DefaultRows = 20_000;

    public static int Run(Arguments arguments, TextWriter writer)
    {
        var server = PostgresServer.Missing is null ? PostgresServer.ConnectionString : null;
        if (server is null)
        {
            writer.WriteLine($"{PostgresServer.Missing} Files and Kafka only.");
        }

        var watch = Stopwatch.Start();
        var place = Place.Create("kafka", server);
        var (rows, count) = ((int)arguments.Number("--rows", DefaultRows), (int)arguments.Number("--count", DefaultCount));
        using var run = new BrokerRun(place, rows, count, arguments.Seed);
        var differences = run.RunAsync().GetAwaiter().GetResult();
        foreach (var difference in differences)
        {
            writer.WriteLine($"{difference.What}{Environment.NewLine}    kept in {place.Directory}");
        }

        if (differences.Count == 0)
        {
            place.Delete();
        }

        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"kafka: seed {arguments.Seed}, {rows} rows through {count} disturbances and {run.Contexts} contexts, {run.Failed} of which an error ended, to files, Kafka{(server is null ? "" : " and PostgreSQL")}: {differences.Sum(difference => difference.Lost)} rows lost, {differences.Sum(difference => difference.Extra)} doubled or wrong, {run.Repeated} records written twice, {watch}"));
        return differences.Count == 0 ? 0 : 1;
    }
}
