using System.Globalization;
using Faults.Running;
using Faults.Simulation;
using Faults.Worlds;

namespace Faults.Commands;

/// <summary>Crashes every case at each of its operations, before and after, in every way, and again while it recovers.</summary>
/// <remarks>Every operation of every case is crashed at; the number of points that are asked for decides how many of its ways are taken in one run, and the seed which.</remarks>
internal static class CrashPointsCommand
{
    private const int DefaultPoints = 10_500;

    public static int Run(Arguments arguments, TextWriter writer)
    {
        var findings = new Findings("crash-points", arguments.Seed);
        if (arguments.Text("--replay") is { } replay)
        {
            var point = Point.Parse(replay);
            Try(point, CrashRun.Crash(point.Run, point.Operation, point.Moment, new World())!, Outcome.Clean(point.Run, out _), findings);
            writer.WriteLine(findings.Count == 0 ? "nothing is wrong" : "shown again");
            return findings.Report(writer);
        }

        var watch = Stopwatch.Start();
        var cases = arguments.Cases;
        var (points, operations) = (0, 0);
        Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run =>
        {
            var clean = Outcome.Clean(run, out var count);
            var wanted = arguments.Number("--points", DefaultPoints) / cases.Count;
            Interlocked.Add(ref operations, count);

            for (var operation = 1; operation <= count; operation++)
            {
                // Evenly over the operations, and at least one of each.
                var most = (int)Math.Max(1, ((operation + 1) * wanted / count) - (operation * wanted / count));
                foreach (var moment in PointsOf(run, operation, most, arguments.Seed).GroupBy(point => point.Moment))
                {
                    var crashed = CrashRun.Crash(run, operation, moment.Key, new World())!;
                    foreach (var point in moment)
                    {
                        Try(point, crashed, clean, findings);
                        Interlocked.Increment(ref points);
                    }
                }
            }
        });
        var code = findings.Report(writer);
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"crash-points: seed {arguments.Seed}, {cases.Count} cases of {cases.Select(run => run.Shape).Distinct().Count()} shapes, {operations} operations, {points} crash points, {findings.Count} lost, doubled or wrong, {watch}"));
        return code;
    }

    // Of an operation's points so many, from one on that the seed decides.
    private static IEnumerable<Point> PointsOf(Case run, int operation, int most, int seed)
    {
        var all = Enum.GetValues<CrashMoment>().SelectMany(moment => PointsOf(run, operation, moment, seed + operation)).ToArray();
        var first = new Random(seed + operation).Next(all.Length);
        return Enumerable.Range(first, Math.Min(most, all.Length)).Select(i => all[i % all.Length]);
    }

    private static IEnumerable<Point> PointsOf(Case run, int operation, CrashMoment moment, int seed) =>
    [
        .. Enum.GetValues<CrashKind>().Select(kind => new Point(run, operation, moment, kind, seed, Again: 0)),
        new Point(run, operation, moment, (CrashKind)(seed % 4), seed, Again: 2),
    ];

    private static void Try(Point point, World crashed, string clean, Findings findings)
    {
        try
        {
            if (CrashRun.Recover(point, crashed, clean) is { } what)
            {
                findings.Add(point.ToString(), what);
            }
        }
        catch (Exception failure)
        {
            findings.Add(point.ToString(), $"it throws: {failure}");
        }
    }
}
