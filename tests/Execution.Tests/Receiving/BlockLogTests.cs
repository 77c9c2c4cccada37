using Faults.Simulation;
using Linq.Streaming;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Receiving;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Storage;

namespace Execution.Tests.Receiving;

public sealed class BlockLogTests
{
    [Fact]
    public void No_acknowledged_element_is_lost_or_doubled_wherever_the_machine_stops()
    {
        foreach (var point in CrashSweep.Of<Told>(Work, 10))
        {
            var log = new BlockLog<int>(Settings(point.Found, epoch: 9), "numbers");
            var found = log.Open(point.Told.Forgotten).SelectMany(block => block.Rows.Span.ToArray()).ToList();

            // All from the first that may still be needed to the last that was acknowledged; behind that, what was under way may be there.
            Assert.True(found.Count == 0 || found[0] <= point.Told.Forgotten, $"{point}");
            Assert.Equal(Enumerable.Range(found.Count == 0 ? 0 : found[0], found.Count), found);
            Assert.True((found.Count == 0 ? 0 : found[^1] + 1) >= point.Told.Acknowledged || found.Count == 0 && point.Told.Forgotten >= point.Told.Acknowledged, $"{point}: {found.Count} of {point.Told.Acknowledged}");
            log.Dispose();
        }
    }

    [Fact]
    public void Files_whose_elements_are_forgotten_go()
    {
        var files = new SimulatedFileSystem();
        for (var run = 0; run < 3; run++)
        {
            using var log = new BlockLog<int>(Settings(files, run + 1), "numbers");
            log.Open(0);
            log.Add([new ReceivedBlock<int>(new Block<int>([run]), run)]);
        }

        using var last = new BlockLog<int>(Settings(files, 4), "numbers");
        last.Open(0);
        Assert.Equal(4, files.List("/checkpoint/received/numbers").Count);
        last.Forget(2);
        Assert.Equal(["0000000003-000001.blocks", "0000000004-000001.blocks"], files.List("/checkpoint/received/numbers"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_file_that_is_missing_or_cut_between_others_is_refused(int how)
    {
        var files = new SimulatedFileSystem();
        for (var run = 0; run < 3; run++)
        {
            using var log = new BlockLog<int>(Settings(files, run + 1), "numbers");
            log.Open(0);
            log.Add([new ReceivedBlock<int>(new Block<int>([run]), run)]);
        }

        const string Second = "/checkpoint/received/numbers/0000000002-000001.blocks";
        if (how == 0)
        {
            files.Delete(Second);
        }
        else
        {
            files.Damage(Second, files.Read(Second)[..^4]);
        }

        Assert.Equal("LS5002", Assert.Throws<StreamQueryException>(() => new BlockLog<int>(Settings(files, 4), "numbers").Open(0)).Code);
    }

    [Fact]
    public void A_process_that_has_been_replaced_acknowledges_nothing()
    {
        var files = new SimulatedFileSystem();
        using var log = new BlockLog<int>(
            new BlockLogSettings(files, "/checkpoint", 1, new ValueCodecs(KeyCodecs.None), () => throw new StreamQueryException(StreamErrors.CheckpointTakenOver("/checkpoint", 1, 2))), "numbers");
        log.Open(0);
        Assert.Equal("LS5008", Assert.Throws<StreamQueryException>(() => log.Add([new ReceivedBlock<int>(new Block<int>([1]), 0)])).Code);
    }

    private static BlockLogSettings Settings(IDurableFileSystem files, long epoch) => new(files, "/checkpoint", epoch, new ValueCodecs(KeyCodecs.None), () => { });

    // Three runs; the second starts from what the first has left.
    private static void Work(IDurableFileSystem files, Told told)
    {
        var next = 0;
        for (var run = 1; run <= 3; run++)
        {
            using var log = new BlockLog<int>(Settings(files, run), "numbers");
            log.Open(told.Forgotten);
            for (var group = 0; group < 3; group++)
            {
                var blocks = new[] { 1, 3 }.Select(count =>
                {
                    var block = new ReceivedBlock<int>(new Block<int>([.. Enumerable.Range(next, count)]), next);
                    next += count;
                    return block;
                }).ToArray();
                log.Add(blocks);
                told.Acknowledged = next;
                log.Allocate(group, next);
            }

            told.Forgotten = next - 2;
            log.Forget(next - 2);
        }
    }

    private sealed class Told
    {
        public int Acknowledged { get; set; }

        public int Forgotten { get; set; }
    }
}
