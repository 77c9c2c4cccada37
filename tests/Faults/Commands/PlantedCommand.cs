using System.Globalization;
using Faults.Running;
using Faults.Shapes;
using Faults.Simulation;
using Faults.Worlds;
using Linq.Streaming.Execution.Storage;

namespace Faults.Commands;

/// <summary>Whether the harness can fail: with each of several known faults it has to find something wrong.</summary>
internal static class PlantedCommand
{
    public static int Run(Arguments arguments, TextWriter writer)
    {
        var watch = Stopwatch.Start();
        (string Fault, Func<int?> Find)[] all =
        [
            ("no rename", () => PointsUntilFound(SumSoFar(SourceKind.Array), files => new WithoutRename(files), arguments.Seed)),
            ("no fsync", () => PointsUntilFound(SumSoFar(SourceKind.Array), files => new WithoutSync(files), arguments.Seed)),
            ("no fsync of directories", () => PointsUntilFound(SumSoFar(SourceKind.Array), files => new WithoutDirectorySync(files), arguments.Seed)),
            ("a commit before its record is durable", () => PointsUntilFound(SumSoFar(SourceKind.Array), files => new LateLog(files), arguments.Seed)),
            ("an acknowledgement before the rows are durable", () => PointsUntilFound(SumSoFar(SourceKind.Channel), files => new LateLog(files), arguments.Seed)),
            ("a received block acknowledged before it is durable", () => PointsUntilFound(SumSoFar(SourceKind.Receiver), files => new EarlyBlocks(files), arguments.Seed)),
            ("an offset lost", () => PointsUntilFound(SumSoFar(SourceKind.Replayed) with { LostOffset = 1 }, null, arguments.Seed)),
            ("no fencing", () => Enumerable.Range(1, 8).Select(steps => (int?)steps).FirstOrDefault(steps => TwoProcesses.Run(SumSoFar(SourceKind.Array), steps!.Value, isFenced: false) is not null)),
        ];
        var caught = 0;
        foreach (var (fault, find) in all)
        {
            var points = find();
            caught += points is null ? 0 : 1;
            writer.WriteLine(points is null ? $"{fault}: NOT caught" : string.Create(CultureInfo.InvariantCulture, $"{fault}: caught at point {points}"));
        }

        // The other side: what is right is not reported.
        var wronged = Enumerable.Range(1, 8).Count(steps => TwoProcesses.Run(SumSoFar(SourceKind.Array), steps, isFenced: true) is not null);
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"planted: seed {arguments.Seed}, {caught} of {all.Length} faults caught, {wronged} of 8 runs with a replaced process wrong, {watch}"));
        return caught == all.Length && wronged == 0 ? 0 : 1;
    }

    private static Case SumSoFar(SourceKind source) => new(new SumSoFar(), source, SinkKind.Remote, 1, Case.Often);

    // Remote, so that only the checkpoint is without what is left out.
    private static int? PointsUntilFound(Case run, Func<IDurableFileSystem, IDurableFileSystem>? plant, int seed)
    {
        var clean = Outcome.Clean(run with { LostOffset = 0 }, out var operations);
        var points = 0;
        for (var operation = 1; operation <= operations; operation++)
        {
            foreach (var moment in Enum.GetValues<CrashMoment>())
            {
                if (CrashRun.Crash(run, operation, moment, new World { Plant = plant }) is not { } crashed)
                {
                    return null;
                }

                foreach (var kind in Enum.GetValues<CrashKind>())
                {
                    points++;
                    if (CrashRun.Recover(new Point(run, operation, moment, kind, seed + operation, Again: 0), crashed, clean) is not null)
                    {
                        return points;
                    }
                }
            }
        }

        return null;
    }
}
