using System.Collections.Concurrent;
using System.Globalization;
using Connectors.Postgres.Tests.Server;
using Faults.Kills;

namespace Faults.Commands;

/// <summary>Kills processes, starts them again until they have computed everything, and compares what they have written with runs that nobody disturbed.</summary>
internal static class KillCommand
{
    private const int DefaultCount = 100;
    private const int MostPerRun = 7;

    public static int Run(Arguments arguments, TextWriter writer)
    {
        var server = PostgresServer.Missing is null ? PostgresServer.ConnectionString : null;
        if (server is null)
        {
            writer.WriteLine($"{PostgresServer.Missing} Files only.");
        }

        return Run(arguments, writer, server);
    }

    /// <summary>With a server, or without.</summary>
    public static int Run(Arguments arguments, TextWriter writer, string? server)
    {
        var start = TimeProvider.System.GetTimestamp();
        var only = arguments.Text("--only") ?? "";
        var workloads = Workload.All.Where(workload => workload.Name.Contains(only, StringComparison.OrdinalIgnoreCase)).ToArray();
        var expected = workloads.ToDictionary(workload => workload, workload => new Lazy<Expected>(() => new Expected(workload, server)));
        var budget = new Budget((int)arguments.Number("--count", DefaultCount));
        var (runs, lost, extra) = (0, 0, 0);
        var findings = new ConcurrentQueue<string>();
        var random = new Random(arguments.Seed);
        var plans = Enumerable.Range(0, 10_000).Select(i => (Workload: workloads[i % workloads.Length], Kills: random.Next(3, MostPerRun + 1), Seed: random.Next())).ToArray();

        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (budget.Take(MostPerRun) is > 0 and var taken)
            {
                var number = Interlocked.Increment(ref runs) - 1;
                var plan = plans[number];
                var kills = Math.Min(taken, plan.Kills);
                var verdict = KilledRun.Run(plan.Workload, expected[plan.Workload].Value, server, kills, plan.Seed);
                budget.Settle(taken, verdict.Kills);
                if (verdict.Difference is { } difference)
                {
                    Interlocked.Add(ref lost, difference.Lost);
                    Interlocked.Add(ref extra, difference.Extra);
                    findings.Enqueue($"seed {arguments.Seed}, run {number}, {plan.Workload}, {verdict.Kills} kills: {difference.What}{Environment.NewLine}    kept in {verdict.Directory}");
                }
            }
        });

        foreach (var finding in findings)
        {
            writer.WriteLine(finding);
        }

        var shapes = plans.Take(runs).Select(plan => plan.Workload.Shape.Name).Distinct().Count();
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"kill: seed {arguments.Seed}, {budget.Spent} kills in {runs} runs of {shapes} shapes, {lost} rows lost, {extra} doubled or wrong, {(server is null ? "files only" : "files and PostgreSQL")}, {TimeProvider.System.GetElapsedTime(start).TotalSeconds:F0} s"));
        return findings.IsEmpty ? 0 : 1;
    }
}
