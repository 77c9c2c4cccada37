using System.Text;
using Faults.Simulation;
using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Storage;

/// <summary>The right sequences of operations lose nothing, whenever a crash comes and whatever it leaves; each classic mistake loses something.</summary>
public sealed class CrashTests
{
    private const int Steps = 4;
    private const int Seeds = 20;

    [Fact]
    public void An_atomic_write_has_happened_or_not() => Assert.Empty(Losses(Replace, IsOldOrNew, files => files));

    [Fact]
    public void A_log_has_every_record_that_was_synced() => Assert.Empty(Losses(Append, IsLogOfAtLeast, files => files));

    [Fact]
    public void Content_that_is_not_synced_before_its_rename_is_lost()
    {
        var kinds = Losses(Replace, IsOldOrNew, files => new WithoutSync(files));

        Assert.Equal([CrashKind.Lost, CrashKind.Torn, CrashKind.Reordered], kinds);
    }

    [Fact]
    public void Names_that_are_not_synced_are_lost()
    {
        Assert.Equal([CrashKind.Lost, CrashKind.Torn, CrashKind.Reordered], Losses(Replace, IsOldOrNew, files => new WithoutDirectorySync(files)));
        Assert.Equal([CrashKind.Lost, CrashKind.Torn, CrashKind.Reordered], Losses(Append, IsLogOfAtLeast, files => new WithoutDirectorySync(files)));
    }

    [Fact]
    public void Content_that_is_overwritten_in_place_is_lost_even_where_the_machine_runs_on()
    {
        var kinds = Losses(Replace, IsOldOrNew, files => new WithoutRename(files));

        Assert.Equal([CrashKind.Kept, CrashKind.Torn, CrashKind.Reordered], kinds);
    }

    [Fact]
    public void Records_that_are_not_synced_are_lost()
    {
        var kinds = Losses(Append, IsLogOfAtLeast, files => new WithoutSync(files));

        Assert.Equal([CrashKind.Lost, CrashKind.Torn, CrashKind.Reordered], kinds);
    }

    [Fact]
    public void A_sweep_covers_every_operation()
    {
        var clean = new SimulatedFileSystem();
        Replace(clean, new Told());

        var points = CrashSweep.Of<Told>(Replace, Seeds).ToList();

        Assert.Equal(1 + (Steps * 5), clean.Operations);
        Assert.Equal(Enumerable.Range(1, clean.Operations), points.Select(point => point.Operation).Distinct());
        Assert.Equal(clean.Operations * 2 * (2 + (2 * Seeds)), points.Count);
    }

    [Fact]
    public void What_a_process_has_left_may_still_be_lost_with_the_machine()
    {
        foreach (var point in CrashSweep.Of<Told>(Append, 1).Where(point => point.Kind == CrashKind.Kept))
        {
            Assert.True(IsLogOfAtLeast(point.Found, point.Told.Steps));
            Assert.True(IsLogOfAtLeast(point.Found.AfterCrash(CrashKind.Lost, 0), point.Told.Steps));
        }
    }

    [Fact]
    public void A_seed_gives_the_same_disk_again()
    {
        var files = new SimulatedFileSystem();
        Append(new WithoutSync(files), new Told());

        foreach (var kind in Enum.GetValues<CrashKind>())
        {
            Assert.Equal(Disk(files.AfterCrash(kind, 5)), Disk(files.AfterCrash(kind, 5)));
        }

        Assert.True(Enumerable.Range(0, 20).Select(seed => Disk(files.AfterCrash(CrashKind.Torn, seed))).Distinct().Count() > 5);
    }

    [Fact]
    public void Nothing_happens_after_the_end()
    {
        var files = new SimulatedFileSystem { CrashAt = 2, CrashMoment = CrashMoment.After };
        var file = files.Create("a");

        Assert.Throws<SimulatedCrashException>(() => file.Write("1"u8));

        Assert.Throws<SimulatedCrashException>(file.Sync);
        Assert.Throws<SimulatedCrashException>(() => files.Read("a"));
        Assert.Throws<SimulatedCrashException>(() => files.WriteAtomically("b", "1"u8));
        file.Dispose();
        Assert.Equal(2, files.Operations);
        Assert.Equal("1"u8, files.AfterCrash(CrashKind.Kept, 0).Read("a"));
        Assert.False(files.AfterCrash(CrashKind.Lost, 0).Exists("a"));
    }

    [Fact]
    public void A_lock_ends_with_its_process()
    {
        var files = new SimulatedFileSystem();
        Assert.NotNull(files.TryLock("lock"));

        Assert.Null(files.TryLock("lock"));
        Assert.NotNull(files.AfterCrash(CrashKind.Kept, 0).TryLock("lock"));
    }

    private static CrashKind[] Losses(Action<IDurableFileSystem, Told> work, Func<IDurableFileSystem, int, bool> isRight, Func<IDurableFileSystem, IDurableFileSystem> fault) =>
        [.. CrashSweep.Of<Told>((files, told) => work(fault(files), told), Seeds).Where(point => !isRight(point.Found, point.Told.Steps)).Select(point => point.Kind).Distinct().Order()];

    private static void Replace(IDurableFileSystem files, Told told)
    {
        files.CreateDirectory("d");
        for (var step = 1; step <= Steps; step++)
        {
            files.WriteAtomically("d/a", ContentOf(step));
            told.Steps = step;
        }
    }

    private static bool IsOldOrNew(IDurableFileSystem files, int step)
    {
        var found = files.Exists("d/a") ? files.Read("d/a") : null;
        return found is null ? step == 0 : found.AsSpan().SequenceEqual(ContentOf(step + 1)) || (step > 0 && found.AsSpan().SequenceEqual(ContentOf(step)));
    }

    private static byte[] ContentOf(int step) => Encoding.UTF8.GetBytes($"the content of step {step}");

    private static void Append(IDurableFileSystem files, Told told)
    {
        var writer = new FrameWriter();
        using var file = files.Create("log");
        files.SyncDirectory(".");
        for (var step = 1; step <= Steps; step++)
        {
            writer.Clear();
            writer.Write((ushort)step, 0, ContentOf(step));
            file.Write(writer.Written);
            file.Sync();
            told.Steps = step;
        }
    }

    private static bool IsLogOfAtLeast(IDurableFileSystem files, int steps)
    {
        var reader = new FrameReader(files.Exists("log") ? files.Read("log") : []);
        var read = 0;
        while (reader.TryRead(out var frame))
        {
            read++;
            Assert.Equal(read, frame.Kind);
            Assert.Equal(ContentOf(read), frame.Payload);
        }

        return read >= steps && reader.End is FrameEnd.End or FrameEnd.Torn;
    }

    private static string Disk(IDurableFileSystem files) => string.Join(';', files.List(".").Select(name => $"{name}={Convert.ToHexString(files.Read(name))}"));

    private sealed class Told
    {
        public int Steps { get; set; }
    }
}
