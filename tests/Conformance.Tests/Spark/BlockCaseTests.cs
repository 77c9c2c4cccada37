using System.Text.Json;
using Faults.Simulation;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Receiving;
using Linq.Streaming.Execution.Serialization;

namespace Conformance.Tests.Spark;

/// <summary>Received blocks: which batch has which, and their log.</summary>
public sealed class BlockCaseTests
{
    private readonly SimulatedFileSystem _files = new();

    /// <summary>A log that cannot note an allocation leaves the queue as it was. In Spark each block is a name; here it is an element.</summary>
    [Theory]
    [SparkCases("blocks.allocationFailure")]
    public void The_log_comes_before_memory(string id)
    {
        var log = new FailingLog(Open(1, out _));
        var tracker = new ReceivedBlockTracker<string>(log);
        var position = 0L;
        foreach (var step in SparkCase.Of(id)["steps"].EnumerateArray())
        {
            switch (step[0].GetString())
            {
                case "add":
                    foreach (var block in step[1].EnumerateArray())
                    {
                        tracker.Add([new ReceivedBlock<string>(new Block<string>([block.GetString()!]), position++)]);
                    }

                    break;
                case "unallocated":
                    Assert.Equal(Names(step[1]), Names(tracker.Waiting));
                    break;
                case "failNextLogWrite":
                    log.FailsNext = true;
                    break;
                case "allocate" when step.GetArrayLength() > 2:
                    Assert.Throws<IOException>(() => tracker.Allocate(step[1].GetInt64()));
                    break;
                case "allocate":
                    tracker.Allocate(step[1].GetInt64());
                    break;
                case "blocksOf":
                    Assert.Equal(Names(step[2]), Names(tracker.BlocksOf(step[1].GetInt64())));
                    break;
                case "recover":
                    // What the log of the query would say: batch 2 has the five elements.
                    log = new FailingLog(Open(2, out var found));
                    tracker = new ReceivedBlockTracker<string>(log);
                    tracker.Restore(found, allocated: 0);
                    Assert.NotNull(tracker.AllocateAgain(2, until: 5));
                    break;
                case var other:
                    Assert.Fail(other);
                    break;
            }
        }
    }

    /// <summary>Blocks that wait are logged together, so there are fewer writes than blocks; an allocation of all of them is one record.</summary>
    [Theory]
    [SparkCases("blocks.many")]
    public void Many_blocks_go_to_one_batch(string id)
    {
        var count = SparkCase.Of(id).Params.GetProperty("blocks").GetInt32();
        var tracker = new ReceivedBlockTracker<string>(Open(1, out _));
        tracker.Add([.. Enumerable.Range(0, count).Select(i => new ReceivedBlock<string>(new Block<string>(["x"]), i))]);
        Assert.Equal(count, tracker.Allocate(1).Count);
        Assert.Empty(tracker.Waiting);
        Open(2, out var found);
        Assert.Equal(count, found.Count);
        Assert.Equal(2, _files.List("/checkpoint/received/source").Count);
    }

    [Theory]
    [SparkCases("blocks.walDisabled")]
    public void Without_a_checkpoint_directory_there_is_no_log(string id)
    {
        Assert.False(SparkCase.Of(id)["wal"].GetBoolean());
        Assert.False(new ReceivedBlockTracker<string>(null).IsLogged);
    }

    /// <summary>Spark replays cleanup events; here the position of the query says what is over, so a file that comes back after its deletion changes nothing.</summary>
    [Theory]
    [SparkCases("blocks.parallelDeletion")]
    public void A_deleted_file_that_comes_back_changes_nothing(string id)
    {
        var expected = SparkCase.Of(id)["expected"];
        var position = 0L;
        foreach (var names in new string[][] { [], ["b1"], [], ["b2", "b3"], ["b4", "b5"] })
        {
            var log = Open(_files.List("/checkpoint/received/source").Count + 1, out _);
            if (names.Length > 0)
            {
                log.Add([.. names.Select(name => new ReceivedBlock<string>(new Block<string>([name]), position++))]);
            }

            log.Dispose();
        }

        var (first, content) = (_files.List("/checkpoint/received/source")[1], Array.Empty<byte>());
        content = _files.Read($"/checkpoint/received/source/{first}");
        for (var attempt = 0; attempt < 2; attempt++)
        {
            using var log = Open(10 + attempt, out var found);
            var tracker = new ReceivedBlockTracker<string>(log);
            tracker.Restore(found, allocated: 1);
            Assert.Equal(Names(expected.GetProperty("blocksOf1000")), Names(tracker.BlocksOf(1000)));
            Assert.Equal(Names(expected.GetProperty("blocksOf3000")), Names(tracker.AllocateAgain(3000, until: 3)!));
            Assert.Equal(Names(expected.GetProperty("unallocated")), Names(tracker.Waiting));
            tracker.Forget(1);

            // The two that are before it are gone, with what each start has begun.
            Assert.DoesNotContain(first, _files.List("/checkpoint/received/source"));
            using var back = _files.Create($"/checkpoint/received/source/{first}");
            back.Write(content);
            back.Sync();
        }
    }

    private BlockLog<string> Open(long epoch, out IReadOnlyList<ReceivedBlock<string>> found)
    {
        var log = new BlockLog<string>(new BlockLogSettings(_files, "/checkpoint", epoch, new ValueCodecs(KeyCodecs.None), () => { }), "source");
        found = log.Open(0);
        return log;
    }

    private static IEnumerable<string> Names(JsonElement names) => names.EnumerateArray().Select(name => name.GetString()!);

    private static IEnumerable<string> Names(IEnumerable<ReceivedBlock<string>> blocks) => blocks.SelectMany(block => block.Rows.Span.ToArray());

    private sealed class FailingLog(IBlockLog<string> log) : IBlockLog<string>
    {
        public bool FailsNext { get; set; }

        public void Add(IReadOnlyList<ReceivedBlock<string>> blocks) => log.Add(blocks);

        public void Allocate(long ticks, long until)
        {
            if (FailsNext)
            {
                FailsNext = false;
                throw new IOException("refused");
            }

            log.Allocate(ticks, until);
        }

        public void Forget(long position) => log.Forget(position);
    }
}
