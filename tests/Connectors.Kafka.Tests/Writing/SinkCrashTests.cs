using Faults.Simulation;
using Linq.Streaming;
using Linq.Streaming.Execution.Storage;

namespace Connectors.Kafka.Tests.Writing;

/// <summary>Each row is in the topic once, and in order, whenever a crash comes and whatever it leaves of the sink's directory.</summary>
public sealed class SinkCrashTests
{
    private const int Seeds = 8;

    private static readonly string[] Rows = ["1a", "1c", "2a", "2c", "4a", "4c", "1b", "2b", "4b"];

    [Fact]
    public void A_crash_at_any_operation_loses_and_doubles_nothing()
    {
        var points = 0;
        foreach (var point in CrashSweep.Of<SinkWork>((files, work) => work.Run(files), Seeds))
        {
            points++;
            GoOn(point, point.Found);
        }

        Assert.InRange(points, 1_000, int.MaxValue);
    }

    [Fact]
    public void A_crash_while_it_goes_on_changes_nothing_either()
    {
        var points = 0;
        foreach (var first in CrashSweep.Of<SinkWork>((files, work) => work.Run(files), 1).Where(point => point is { Kind: CrashKind.Kept, Moment: CrashMoment.After }))
        {
            for (var operation = 1; operation <= 12; operation++)
            {
                var (work, files) = (first.Told.Copy(), first.Found.AfterCrash(CrashKind.Kept, 0));
                files.CrashAt = operation;
                if (!HasCrashed(() => work.Run(files)))
                    break;
                foreach (var kind in Enum.GetValues<CrashKind>())
                {
                    points++;
                    var told = work.Copy();
                    told.Run(files.AfterCrash(kind, operation));
                    Assert.Equal(Rows, told.Topic.Values);
                }
            }
        }

        Assert.InRange(points, 500, int.MaxValue);
    }

    // The process ends with the error, in the middle of a batch.
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void A_batch_of_which_a_part_was_written_is_completed_after_any_crash(int records)
    {
        foreach (var point in CrashSweep.Of<SinkWork>(
            (files, work) =>
            {
                work.Topic.RefusesAfter = records;
                Assert.Equal("LS5208", Refusal(() => work.Run(files)));
                work.Run(files);
            },
            1))
        {
            point.Told.Topic.RefusesAfter = int.MaxValue;
            GoOn(point, point.Found);
        }
    }

    [Fact]
    public void Content_that_is_not_synced_is_lost() => Assert.NotEmpty(Losses(files => new WithoutSync(files)));

    [Fact]
    public void Names_that_are_not_synced_are_lost() => Assert.NotEmpty(Losses(files => new WithoutDirectorySync(files)));

    [Fact]
    public void Files_that_are_overwritten_in_place_are_lost() => Assert.NotEmpty(Losses(files => new WithoutRename(files)));

    private static void GoOn(CrashPoint<SinkWork> point, SimulatedFileSystem files)
    {
        var work = point.Told.Copy();
        work.Run(files);
        Assert.True(work.Topic.Values.SequenceEqual(Rows), $"{point}: {string.Join(' ', work.Topic.Values)}");
        Assert.DoesNotContain(files.List("/prepared/11111111222233334444555555555555-words"), name => name.EndsWith(".prepared", StringComparison.Ordinal));
    }

    private static List<Exception> Losses(Func<SimulatedFileSystem, IDurableFileSystem> broken) =>
    [
        .. CrashSweep.Of<SinkWork>((files, work) => work.Run(broken((SimulatedFileSystem)files)), Seeds)
            .Select(point => Record.Exception(() => GoOn(point, point.Found))).OfType<Exception>(),
    ];

    private static string? Refusal(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (StreamQueryException refused)
        {
            return refused.Diagnostics.Single().Code;
        }
    }

    private static bool HasCrashed(Action work)
    {
        try
        {
            work();
            return false;
        }
        catch (SimulatedCrashException)
        {
            return true;
        }
    }
}
