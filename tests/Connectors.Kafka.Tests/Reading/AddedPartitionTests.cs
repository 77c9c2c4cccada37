using Connectors.Kafka.Tests.Broker;
using Connectors.Kafka.Tests.Writing;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>A topic that gets more partitions: they are read from their first record, and the others go on.</summary>
public sealed class AddedPartitionTests : ProxiedKafkaTest
{
    private readonly SinkDirectory _directory = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Records_that_are_there_when_a_partition_is_found_are_read(bool isLatest)
    {
        using var topic = Hidden(partitions: 3, shown: 1);
        topic.Write(0, Range("a", 0, 5));
        await using var run = await Open(Proxied with { Start = isLatest ? KafkaStart.Latest : KafkaStart.Earliest });
        topic.Write(0, Range("a", 5, 5));
        await run.TakeUntilAsync(isLatest ? 5 : 10);

        topic.Write(1, Range("b", 0, 50));
        topic.Write(0, Range("a", 10, 5));
        Proxy.ShowPartitions("clicks", 3);
        await run.TakeUntilAsync(isLatest ? 60 : 65, maxRows: 7);
        topic.Write(2, Range("c", 0, 5));
        topic.Write(1, Range("b", 50, 5));
        await run.TakeUntilAsync(isLatest ? 70 : 75);

        Assert.Equal([.. Range("a", isLatest ? 5 : 0, isLatest ? 10 : 15), .. Range("b", 0, 55), .. Range("c", 0, 5)], run.Rows.OrderBy(row => row[0]));
        Assert.Equal(At(("clicks-0", 15), ("clicks-1", 55), ("clicks-2", 5)), run.Position);
    }

    [Fact]
    public async Task A_query_that_is_started_again_knows_those_that_came_while_it_ran()
    {
        using var topic = Hidden(partitions: 2, shown: 1);
        topic.Write(0, Range("a", 0, 20));
        topic.Write(1, Range("b", 0, 20));
        var before = await ContextRun.RunAsync(_directory, Proxied, 40, () => Proxy.ShowPartitions("clicks", 2));
        topic.Write(0, Range("a", 20, 5));
        topic.Write(1, Range("b", 20, 5));
        var after = await ContextRun.RunAsync(_directory, Proxied, 10);

        Assert.Equal([.. Range("a", 0, 20), .. Range("b", 0, 20)], before.OrderBy(row => row[0]));
        Assert.Equal([.. Range("a", 20, 5), .. Range("b", 20, 5)], after.OrderBy(row => row[0]));
    }

    [Fact]
    public async Task A_query_that_is_started_again_reads_those_that_came_while_it_was_down()
    {
        using var topic = Hidden(partitions: 2, shown: 1);
        topic.Write(0, Range("a", 0, 20));
        topic.Write(1, Range("b", 0, 20));
        var before = await ContextRun.RunAsync(_directory, Proxied with { Start = KafkaStart.Earliest }, 20);
        Proxy.ShowPartitions("clicks", 2);
        topic.Write(0, Range("a", 20, 5));
        var after = await ContextRun.RunAsync(_directory, Proxied with { Start = KafkaStart.Latest }, 25);

        Assert.Equal(Range("a", 0, 20), before);
        Assert.Equal([.. Range("a", 20, 5), .. Range("b", 0, 20)], after.OrderBy(row => row[0]));
    }

    // The process ended while that batch was under way: to the checkpoint the partition began at 0.
    [Fact]
    public async Task The_batch_in_which_one_was_found_is_read_again_the_same()
    {
        using var topic = Hidden(partitions: 2, shown: 1);
        topic.Write(0, Range("a", 0, 5));
        topic.Write(1, Range("b", 0, 9));
        await using var run = await Open(Proxied);
        await run.TakeUntilAsync(5);
        Proxy.ShowPartitions("clicks", 2);
        await run.TakeUntilAsync(14);

        var (from, until, rows) = run.Batches[^1];
        await using var again = await Open(Proxied, from);
        Assert.Equal(rows, await again.ReadAsync(from, until));
    }

    protected override void Dispose(bool isDisposing)
    {
        _directory.Dispose();
        base.Dispose(isDisposing);
    }

    private static IEnumerable<string> Range(string start, int from, int count) => Enumerable.Range(from, count).Select(i => $"{start}{i}");

    // Written to behind the proxy's back, since a producer would not know of what is hidden either.
    private Topic Hidden(int partitions, int shown)
    {
        Proxy.ShowPartitions("clicks", shown);
        return new Topic(Cluster, partitions);
    }
}
