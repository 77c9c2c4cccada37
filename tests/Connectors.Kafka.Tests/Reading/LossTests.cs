using Confluent.Kafka;
using Connectors.Kafka.Tests.Broker;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>Records that were deleted before they were read: never passed over silently.</summary>
public sealed class LossTests : KafkaTest
{
    private static readonly StreamOffsets Two = At(("clicks-0", 2));

    private readonly List<KafkaLoss> _told = [];

    [Fact]
    public async Task A_restart_behind_what_was_deleted_fails()
    {
        using var topic = Numbers();
        Cluster.DeleteRecords("clicks", 0, 5);
        var error = await Error(() => Open(Options, Two));
        Assert.Equal("LS5204", error.Code);
        Assert.Equal(["clicks", 0, 2L, 5L], error.Parameters);
    }

    [Fact]
    public async Task A_restart_behind_what_was_deleted_goes_on_and_counts_where_it_is_told_to()
    {
        using var topic = Numbers();
        Cluster.DeleteRecords("clicks", 0, 5);
        await using var run = await Open(GoingOn, Two);

        // The range of a batch that had begun, and the rest.
        Assert.Equal(["5", "6"], await run.ReadAsync(Two, At(("clicks-0", 7))));
        await run.TakeUntilAsync(5);
        Assert.Equal(["5", "6", "7", "8", "9"], run.Rows);
        Assert.Equal(3, run.Source.LostCount);
        Assert.Equal([new KafkaLoss("clicks", 0, 2, 5)], _told);
    }

    [Fact]
    public async Task Records_that_are_deleted_while_it_runs_fail_it()
    {
        using var topic = Numbers();
        await using var run = await Open(Options with { MaxRowsPerPartition = 1, Settings = new Dictionary<string, string> { ["queued.min.messages"] = "1" } });
        await run.TakeUntilAsync(1);

        // Back to the beginning, which is not there any more when it is asked for.
        Cluster.DeleteRecords("clicks", 0, 5);
        var error = await Error(() => run.ReadAsync(At(("clicks-0", 0)), At(("clicks-0", 9))));
        Assert.Equal("LS5204", error.Code);
        Assert.Equal(["clicks", 0, 0L, 5L], error.Parameters);
    }

    [Fact]
    public async Task Records_that_are_deleted_while_it_runs_are_counted_where_it_is_told_to()
    {
        using var topic = Numbers();
        await using var run = await Open(GoingOn);
        await run.TakeUntilAsync(10);
        Cluster.DeleteRecords("clicks", 0, 5);
        Assert.Equal(["5", "6", "7", "8"], await run.ReadAsync(At(("clicks-0", 0)), At(("clicks-0", 9))));
        Assert.Equal(["5", "6", "7", "8"], await run.ReadAsync(At(("clicks-0", 0)), At(("clicks-0", 9))));
        Assert.Equal(5, run.Source.LostCount);
        Assert.Equal([new KafkaLoss("clicks", 0, 0, 5)], _told);
    }

    [Fact]
    public async Task A_whole_range_that_was_deleted_is_nothing()
    {
        using var topic = Numbers();
        Cluster.DeleteRecords("clicks", 0, 8);
        await using var run = await Open(GoingOn, Two);
        Assert.Equal(Two, run.Position);
        Assert.Empty(await run.ReadAsync(run.Position, At(("clicks-0", 6))));
        await run.TakeUntilAsync(2);
        Assert.Equal(["8", "9"], run.Rows);
        Assert.Equal(6, run.Source.LostCount);
    }

    [Fact]
    public async Task A_broker_that_says_so_by_mistake_loses_nothing_that_has_been_received()
    {
        using var topic = new Topic(Cluster);
        topic.Write(0, Enumerable.Range(0, 100).Select(i => $"{i}"));
        await using var run = await Open(Options);
        await run.TakeUntilAsync(10, maxRows: 10);
        Cluster.Refuse(KafkaApi.Fetch, ErrorCode.OffsetOutOfRange, ErrorCode.OffsetOutOfRange);
        topic.Write(0, "100");
        await run.TakeUntilAsync(101, maxRows: 10);
        Assert.Equal(Enumerable.Range(0, 101).Select(i => $"{i}"), run.Rows);
        Assert.Equal(0, run.Source.LostCount);
    }

    // It was found while the query ran, so to the checkpoint it began at 0, and the run that found it read it from its first record on.
    [Fact]
    public async Task A_partition_that_came_and_lost_its_first_records_before_they_were_committed_is_told()
    {
        using var topic = Numbers();
        Cluster.DeleteRecords("clicks", 0, 3);
        await using var run = await Open(Options, StreamOffsets.None);
        Assert.Equal(StreamOffsets.None, run.Position);
        var error = await Error(() => run.ReadAsync(StreamOffsets.None, At(("clicks-0", 6))));
        Assert.Equal("LS5204", error.Code);
        Assert.Equal(["clicks", 0, 0L, 3L], error.Parameters);
    }

    // Retention had taken its first records long before the query found it.
    [Fact]
    public async Task An_old_topic_that_a_pattern_finds_has_lost_nothing_when_its_first_batch_is_read_again()
    {
        using var topic = Numbers();
        var options = Options with { Topics = [], TopicPattern = new("^clicks"), NewPartitionsEvery = TimeSpan.FromMilliseconds(20) };
        await using var run = await Open(options);
        await run.TakeUntilAsync(10);
        using var old = new Topic(Cluster, name: "clicks-old");
        old.Write(0, "a", "b", "c", "d");
        Cluster.DeleteRecords("clicks-old", 0, 2);
        await run.TakeUntilAsync(12);
        Assert.Equal(["c", "d"], run.Rows.Skip(10));

        var (from, until, rows) = run.Batches[^1];
        await using (var again = await Open(options, from))
            Assert.Equal(rows, await again.ReadAsync(from, until));

        // So it is where an earlier batch has to be read again, too, and what is deleted now is lost.
        await using (var earlier = await Open(options, At(("clicks-0", 10))))
            Assert.Equal(rows, await earlier.ReadAsync(from, until));
        Cluster.DeleteRecords("clicks-old", 0, 3);
        await using var later = await Open(options, At(("clicks-0", 10)));
        var error = await Error(() => later.ReadAsync(from, until));
        Assert.Equal("LS5204", error.Code);
        Assert.Equal(["clicks-old", 0, 2L, 3L], error.Parameters);
    }

    [Fact]
    public async Task A_topic_that_was_made_anew_fails_a_restart()
    {
        using var topic = Numbers();
        var error = await Error(() => Open(GoingOn, At(("clicks-0", 11))));
        Assert.Equal("LS5205", error.Code);
        Assert.Equal(["clicks", 0, 11L, "it ends at 10"], error.Parameters);
    }

    [Fact]
    public async Task A_partition_that_is_gone_fails_a_restart()
    {
        using var topic = Numbers();
        var error = await Error(() => Open(Options with { Timeout = Short }, At(("clicks-0", 1), ("clicks-7", 3))));
        Assert.Equal("LS5205", error.Code);
        Assert.Equal(["clicks", 7, 3L, "no broker has it"], error.Parameters);
    }

    [Fact]
    public async Task A_topic_that_is_deleted_while_it_runs_fails_it()
    {
        using var topic = Numbers();
        await using var run = await Open(Options with { NewPartitionsEvery = TimeSpan.FromMilliseconds(20), Timeout = Short });
        await run.TakeUntilAsync(10);
        Cluster.DeleteTopic("clicks");
        var error = await Error(() => run.TakeUntilAsync(11));
        Assert.Contains(error.Code, new[] { "LS5202", "LS5205" });
    }

    private KafkaSourceOptions GoingOn => Options with { DataLoss = KafkaDataLoss.GoOn(_told.Add) };

    private Topic Numbers()
    {
        var topic = new Topic(Cluster);
        topic.Write(0, Enumerable.Range(0, 10).Select(i => $"{i}"));
        return topic;
    }
}
