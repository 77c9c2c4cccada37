using System.Diagnostics;
using System.Globalization;
using Faults.Running;
using Faults.Simulation;
using Faults.Worlds;

namespace Faults.Commands;

/// <summary>Crashes every case at each of its operations, before and after, in every way, and again while it recovers.</summary>
internal static class CrashPointsCommand
{
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

        var watch = Stopwatch.StartNew();
        var cases = arguments.Cases;
        var (points, operations) = (0, 0);
        var most = arguments.Number("--points", long.MaxValue);
        Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, run =>
        {
            var clean = Outcome.Clean(run, out var count);
            Interlocked.Add(ref operations, count);

            // Evenly over the operations, where not all are asked for.
            var stride = Math.Max(1, (int)(count * (long)PointsOf(run, 1, arguments.Seed).Count() / Math.Max(1, most / cases.Count)));
            for (var operation = 1 + (arguments.Seed % stride); operation <= count; operation += stride)
            {
                foreach (var moment in PointsOf(run, operation, arguments.Seed).GroupBy(point => point.Moment))
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
            $"crash-points: seed {arguments.Seed}, {cases.Count} cases of {cases.Select(run => run.Shape).Distinct().Count()} shapes, {operations} operations, {points} crash points, {findings.Count} lost, doubled or wrong, {watch.Elapsed.TotalSeconds:F0} s"));
        return code;
    }

    private static IEnumerable<Point> PointsOf(Case run, int operation, int seed)
    {
        foreach (var moment in Enum.GetValues<CrashMoment>())
        {
            foreach (var kind in Enum.GetValues<CrashKind>())
            {
                yield return new Point(run, operation, moment, kind, seed + operation, Again: 0);
            }

            yield return new Point(run, operation, moment, (CrashKind)(operation % 4), seed + operation, Again: 2);
        }
    }

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
