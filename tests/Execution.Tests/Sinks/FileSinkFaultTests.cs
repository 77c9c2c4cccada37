using Faults.Simulation;
using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Sinks;

/// <summary>Operations that fail, one by one until none is left to fail: a call throws or has its effect, and what comes after it is right.</summary>
public sealed class FileSinkFaultTests
{
    public static TheoryData<int> Faults => [.. Enum.GetValues<FaultKind>().Select(kind => (int)kind)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Another_process_goes_on_after_a_failure(int fault)
    {
        var clean = CleanRun();
        for (var (number, isLast) = (1, false); !isLast; number++)
        {
            var files = new SimulatedFileSystem { Fault = (FaultKind)fault, FailAt = number };
            var run = new SinkRun();

            var failure = Record.Exception(() => run.Run(files));

            isLast = files.Operations < number;
            Assert.True(failure is null or DurableIOException, $"{number}: {failure}");
            Assert.True(clean.StartsWith(SinkRun.Seen(files), StringComparison.Ordinal), $"{number}: {SinkRun.Seen(files)}");
            files.FailAt = 0;
            run.Run(files);
            Assert.Equal(clean, SinkRun.Seen(files));
            Assert.Equal(clean, SinkRun.Seen(files.AfterCrash(CrashKind.Lost, 0)));
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void The_same_sink_goes_on_after_a_failure(int fault)
    {
        var clean = CleanRun();
        for (var (number, isLast) = (1, false); !isLast; number++)
        {
            var files = new SimulatedFileSystem { Fault = (FaultKind)fault, FailAt = number };
            var run = new SinkRun();

            var failure = Record.Exception(() => run.RunStubbornly(files));

            isLast = files.Operations < number;
            Assert.True(failure is null or DurableIOException, $"{number}: {failure}");
            if (failure is not null)
            {
                // Only the end has no second attempt.
                files.FailAt = 0;
                run.Run(files);
            }

            Assert.Equal(clean, SinkRun.Seen(files));
            Assert.Equal(clean, SinkRun.Seen(files.AfterCrash(CrashKind.Lost, 0)));
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_device_that_fails_for_good_loses_nothing_of_before(int fault)
    {
        var clean = CleanRun();
        for (var (number, isLast) = (1, false); !isLast; number++)
        {
            var files = new SimulatedFileSystem { Fault = (FaultKind)fault, FailFrom = number };
            var run = new SinkRun();

            var failure = Record.Exception(() => run.Run(files));

            isLast = files.Operations < number;
            Assert.True(failure is null or DurableIOException, $"{number}: {failure}");
            var found = files.AfterCrash(CrashKind.Lost, 0);
            Assert.True(clean.StartsWith(SinkRun.Seen(found), StringComparison.Ordinal), $"{number}: {SinkRun.Seen(found)}");
            run.Run(found);
            Assert.Equal(clean, SinkRun.Seen(found));
        }
    }

    private static string CleanRun()
    {
        var files = new SimulatedFileSystem();
        new SinkRun().Run(files);
        return SinkRun.Seen(files);
    }
}
