using Faults.Simulation;
using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Storage;

/// <summary>Operations that fail, one by one until none is left to fail.</summary>
public sealed class FaultTests
{
    public static TheoryData<int, bool> Kinds
    {
        get
        {
            var kinds = new TheoryData<int, bool>();
            foreach (var kind in Enum.GetValues<FaultKind>())
            {
                kinds.Add((int)kind, false);
                kinds.Add((int)kind, true);
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_atomic_write_that_fails_leaves_the_old_content_or_the_new(int kind, bool forGood)
    {
        var faults = 0;
        SimulatedFileSystem files;
        for (var number = 1; ; number++)
        {
            files = new SimulatedFileSystem { Fault = (FaultKind)kind };
            files.WriteAtomically("a", "old"u8);
            (files.FailAt, files.FailFrom) = forGood ? (0, files.Operations + number) : (files.Operations + number, 0);
            var before = files.Operations;

            var failure = Record.Exception(() => files.WriteAtomically("a", "newer"u8));

            if (files.Operations < before + number)
            {
                break;
            }

            faults += Math.Min(1, files.Faults);
            Assert.Equal(files.Faults > 0, failure is DurableIOException);
            Assert.All(
                [files, files.AfterCrash(CrashKind.Lost, 0), .. Enumerable.Range(0, 20).Select(seed => files.AfterCrash(CrashKind.Reordered, seed))],
                disk => Assert.Contains(Text(disk, "a"), new[] { "old", "newer" }));
            if (failure is null)
            {
                Assert.Equal("newer", Text(files.AfterCrash(CrashKind.Lost, 0), "a"));
            }

            (files.FailAt, files.FailFrom) = (0, 0);
            files.WriteAtomically("a", "last"u8);
            Assert.Equal(("last", 1), (Text(files.AfterCrash(CrashKind.Lost, 0), "a"), files.List(".").Count));
        }

        Assert.Equal((FaultKind)kind == FaultKind.Sync ? (forGood ? 5 : 2) : 5, faults);
        Assert.Equal(0, files.Faults);
    }

    [Fact]
    public void What_a_failed_sync_gave_up_no_later_sync_brings_back()
    {
        var files = new SimulatedFileSystem { FailAt = 4 };
        using (var file = files.Create("a"))
        {
            files.SyncDirectory(".");
            file.Write("one"u8);
            Assert.Throws<DurableIOException>(file.Sync);
            Assert.Throws<DurableIOException>(file.Sync);
        }

        Assert.Equal(4, files.Operations);
        using (var file = files.OpenAppend("a", 3))
        {
            file.Write("two"u8);
            file.Sync();
        }

        Assert.Equal("onetwo", Text(files, "a"));
        Assert.Equal("onetwo", Text(files.AfterCrash(CrashKind.Kept, 0), "a"));
        Assert.Equal("\0\0\0two", Text(files.AfterCrash(CrashKind.Lost, 0), "a"));
    }

    [Fact]
    public void A_short_write_leaves_half_and_nothing_follows_it()
    {
        var files = new SimulatedFileSystem { FailAt = 3, Fault = FaultKind.ShortWrite };
        using var file = files.Create("a");
        file.Write("whole "u8);

        Assert.Equal(Errno.NoSpace, Assert.Throws<DurableIOException>(() => file.Write("half"u8)).Errno);

        Assert.Equal(("whole ha", 8L), (Text(files, "a"), file.Length));
        Assert.Throws<DurableIOException>(() => file.Write("more"u8));
        Assert.Equal("whole ha", Text(files, "a"));
    }

    [Fact]
    public void A_rename_without_synced_content_leaves_an_empty_file()
    {
        var files = new SimulatedFileSystem();
        using (var file = files.Create("a.tmp"))
        {
            file.Write("content"u8);
        }

        files.Rename("a.tmp", "a");
        files.SyncDirectory(".");

        Assert.Equal("", Text(files.AfterCrash(CrashKind.Lost, 0), "a"));
        Assert.Equal("content", Text(files.AfterCrash(CrashKind.Kept, 0), "a"));
    }

    [Fact]
    public void Writes_that_are_reordered_leave_zeros_between()
    {
        var files = new SimulatedFileSystem();
        using var file = files.Create("a");
        files.SyncDirectory(".");
        file.Write("one"u8);
        file.Write("two"u8);

        var found = Enumerable.Range(0, 50).Select(seed => Text(files.AfterCrash(CrashKind.Reordered, seed), "a")).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(["", "\0\0\0two", "one", "onetwo"], found);
    }

    private static string Text(SimulatedFileSystem files, string path) => System.Text.Encoding.UTF8.GetString(files.Read(path));
}
