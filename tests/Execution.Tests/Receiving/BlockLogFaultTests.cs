using Faults.Simulation;
using Linq.Streaming;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Receiving;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Receiving;

public sealed class BlockLogFaultTests
{
    private const string First = "/checkpoint/received/numbers/0000000001-000001.blocks";

    private readonly SimulatedFileSystem _files = new();

    [Fact]
    public void Files_that_a_crash_brings_back_do_not_keep_the_query_from_starting()
    {
        foreach (var point in CrashSweep.Of<Told>(Work, 10))
        {
            using var log = Log(point.Found, epoch: 9);
            var found = log.Open(point.Told.Committed);
            Assert.True(found.Count == 0 ? point.Told.Committed >= point.Told.Acknowledged : found[^1].End >= point.Told.Acknowledged, $"{point}");
            Assert.True(found.Count == 0 || found[0].Position <= point.Told.Committed, $"{point}");
        }

        // Runs leave several files, which are forgotten together.
        static void Work(IDurableFileSystem files, Told told)
        {
            for (var run = 1; run <= 5; run++)
            {
                using var log = Log(files, run);
                log.Open(told.Committed);
                log.Add([Block(told.Acknowledged, 2)]);
                told.Acknowledged += 2;
                if (run >= 4)
                {
                    told.Committed = told.Acknowledged - 1;
                    log.Forget(told.Committed);
                }
            }
        }
    }

    [Fact]
    public void What_a_replaced_process_writes_does_not_count()
    {
        using var replaced = Log(_files, 1);
        replaced.Open(0);
        replaced.Add([Block(0, 2)]);
        using (var log = Log(_files, 2))
        {
            Assert.Single(log.Open(0));
            log.Add([Block(2, 1)]);
        }

        // Its lock is lost, and it has not noticed.
        replaced.Add([Block(2, 5)]);
        using var later = Log(_files, 3);
        Assert.Equal([(0L, 2L), (2L, 3L)], later.Open(0).Select(block => (block.Position, block.End)));
    }

    [Fact]
    public void Elements_that_are_missing_and_are_needed_are_found_out()
    {
        using (var log = Log(_files, 1))
        {
            log.Open(0);
            log.Add([Block(0, 5)]);
        }

        using (var log = Log(_files, 2))
        {
            log.Open(3);
        }

        _files.Delete(First);
        Assert.Equal("LS5002", Assert.Throws<StreamQueryException>(() => Log(_files, 3).Open(3)).Code);
        Assert.Empty(Log(_files, 4).Open(5));
    }

    [Fact]
    public void A_source_that_receives_nothing_keeps_nothing_of_its_batches()
    {
        using var log = Log(_files, 1);
        log.Open(0);
        var tracker = new ReceivedBlockTracker<int>(log);
        tracker.Add([Block(0, 1)]);
        for (var ticks = 1; ticks < 10_000; ticks++)
        {
            tracker.Allocate(ticks);
        }

        var before = _files.Read(First).Length;
        tracker.Add([Block(1, 1)]);
        Assert.InRange(_files.Read(First).Length - before, 1, 200);
    }

    [Fact]
    public void A_file_of_a_newer_version_is_told_as_one()
    {
        using (var log = Log(_files, 1))
        {
            log.Open(0);
        }

        var newer = _files.Read(First);
        FrameHeader.TryRead(newer, out var header);
        (header with { Version = (ushort)(header.Version + 1) }).WriteTo(newer);
        _files.Damage(First, newer);
        Assert.Equal("LS5003", Assert.Throws<StreamQueryException>(() => Log(_files, 2).Open(0)).Code);
    }

    [Fact]
    public void Elements_of_another_type_are_told_while_they_are_needed()
    {
        using (var log = Log(_files, 1))
        {
            log.Open(0);
            log.Add([Block(0, 1)]);
        }

        var failure = Assert.Throws<StreamQueryException>(() => new BlockLog<Guid>(Settings(_files, 2), "numbers").Open(0));
        Assert.Equal("LS5014", failure.Code);
        Assert.Equal(["numbers", typeof(Guid)], failure.Diagnostics[0].Parameters.Take(2));
        Assert.Empty(new BlockLog<Guid>(Settings(_files, 3), "numbers").Open(1));
    }

    private static ReceivedBlock<int> Block(int position, int count) => new(new Block<int>([.. Enumerable.Range(position, count)]), position);

    private static BlockLog<int> Log(IDurableFileSystem files, long epoch) => new(Settings(files, epoch), "numbers");

    private static BlockLogSettings Settings(IDurableFileSystem files, long epoch) => new(files, "/checkpoint", epoch, new ValueCodecs(KeyCodecs.None), () => { });

    private sealed class Told
    {
        public int Acknowledged { get; set; }

        public int Committed { get; set; }
    }
}
