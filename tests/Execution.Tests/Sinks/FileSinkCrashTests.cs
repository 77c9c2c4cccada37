using System.Globalization;
using Faults.Simulation;
using Linq.Streaming.Execution.Storage;
using static Execution.Tests.Sinks.SinkTesting;

namespace Execution.Tests.Sinks;

/// <summary>No committed batch is lost, doubled or torn, and no reader sees a part of a file, whenever a crash comes and whatever it leaves.</summary>
public sealed class FileSinkCrashTests
{
    private const int Seeds = 12;

    private static readonly string Clean = CleanRun();

    [Fact]
    public void A_run_without_crashes_has_every_row_once()
    {
        var rows = Clean.Split('\n').Where(line => line.Contains(',', StringComparison.Ordinal) && !line.StartsWith("Item1", StringComparison.Ordinal));

        Assert.Equal(["1,a", "2,b", "3,\"a longer text, quoted\"", "4,d", "5,e", "6,f", "7,g", "8,h"], rows);

        // One that is large enough, one that is old enough with an empty batch, and one that is there at the end.
        Assert.Equal(["1-2", "4-6", "8-9"], Names(Clean));
    }

    [Fact]
    public void A_new_process_between_any_two_steps_changes_nothing()
    {
        var files = new SimulatedFileSystem();
        new SinkRun().RunInPieces(files);

        Assert.Equal(Clean, SinkRun.Seen(files));
    }

    [Fact]
    public void A_crash_at_any_operation_loses_doubles_and_tears_nothing()
    {
        var points = 0;
        foreach (var point in CrashSweep.Of<SinkRun>((files, run) => run.Run(files), Seeds))
        {
            points++;
            AssertWhole(point.Found, point);
            point.Told.CopyOf().Run(point.Found);
            Assert.True(SinkRun.Seen(point.Found) == Clean, $"{point}\n{SinkRun.Seen(point.Found)}");
            Assert.Empty(Hidden(point.Found));
            Assert.Equal(Clean, SinkRun.Seen(point.Found.AfterCrash(CrashKind.Lost, 0)));
        }

        Assert.InRange(points, 5_000, int.MaxValue);
    }

    [Fact]
    public void A_crash_during_recovery_changes_nothing_either()
    {
        var points = 0;
        foreach (var first in CrashSweep.Of<SinkRun>((files, run) => run.Run(files), 1).Where(point => point is { Kind: CrashKind.Kept, Moment: CrashMoment.After }))
        {
            foreach (var second in SecondCrashes(first))
            {
                points++;
                AssertWhole(second.Found, second);
                second.Told.Run(second.Found);
                Assert.True(SinkRun.Seen(second.Found) == Clean, $"{first}\n{second}\n{SinkRun.Seen(second.Found)}");
            }
        }

        Assert.InRange(points, 2_000, int.MaxValue);
    }

    [Fact]
    public void Content_that_is_not_synced_is_lost() => Assert.NotEmpty(Losses(files => new WithoutSync(files)));

    [Fact]
    public void Names_that_are_not_synced_are_lost() => Assert.NotEmpty(Losses(files => new WithoutDirectorySync(files)));

    [Fact]
    public void A_journal_that_is_overwritten_in_place_is_lost() => Assert.NotEmpty(Losses(files => new WithoutRename(files)));

    // The process that goes on crashes in its first operations.
    private static IEnumerable<CrashPoint<SinkRun>> SecondCrashes(CrashPoint<SinkRun> first)
    {
        for (var operation = 1; operation <= 14; operation++)
        {
            var files = first.Found.AfterCrash(CrashKind.Kept, 0);
            (files.CrashAt, files.CrashMoment) = (operation, CrashMoment.After);
            var run = first.Told.CopyOf();
            if (Record.Exception(() => run.Run(files)) is not SimulatedCrashException)
            {
                yield break;
            }

            foreach (var kind in Enum.GetValues<CrashKind>())
            {
                yield return new CrashPoint<SinkRun>(operation, CrashMoment.After, kind, operation, run.CopyOf(), files.AfterCrash(kind, operation));
            }
        }
    }

    private static CrashKind[] Losses(Func<IDurableFileSystem, IDurableFileSystem> fault) =>
        [.. CrashSweep.Of<SinkRun>((files, run) => run.Run(fault(files)), 3).Where(IsLoss).Select(point => point.Kind).Distinct()];

    private static bool IsLoss(CrashPoint<SinkRun> point) =>
        Record.Exception(() => point.Told.CopyOf().Run(point.Found)) is not null || SinkRun.Seen(point.Found) != Clean;

    // Complete files are those of the clean run, in their names and in every byte.
    private static void AssertWhole(SimulatedFileSystem files, object point) =>
        Assert.True(Clean.StartsWith(SinkRun.Seen(files), StringComparison.Ordinal), $"{point}\n{SinkRun.Seen(files)}");

    private static IEnumerable<string> Names(string seen) => seen.Split('\n').Where(line => line.StartsWith("part-", StringComparison.Ordinal))
        .Select(name => string.Join('-', Path.GetFileNameWithoutExtension(name).Split('-')[1..].Select(part => long.Parse(part, CultureInfo.InvariantCulture))));

    private static string CleanRun()
    {
        var files = new SimulatedFileSystem();
        new SinkRun().Run(files);
        return SinkRun.Seen(files);
    }
}
