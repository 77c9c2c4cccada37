using Connectors.Kafka.Tests.Broker;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>Starts at a time, with offsets that are looked up by it.</summary>
public sealed class StartAtTimeTests : ProxiedKafkaTest
{
    [Theory]
    [InlineData(2_500, 2)]
    [InlineData(3_000, 2)]
    [InlineData(3_000.1, 3)]
    [InlineData(500, 0)]
    [InlineData(-1, 0)]
    [InlineData(-2_000, 0)]
    [InlineData(5_001, 5)]
    public async Task It_begins_with_the_first_record_that_is_not_before_the_time(double milliseconds, int first)
    {
        using var topic = Times(1, 1_000, 2_000, 3_000, 4_000, 5_000);
        await using var run = await Open(At(milliseconds));
        Assert.Equal(At(("clicks-0", first)), run.Position);
        topic.WriteTimes(0, 1_500);
        await run.TakeUntilAsync(6 - first);
        Assert.Equal(new long[] { 1_000, 2_000, 3_000, 4_000, 5_000, 1_500 }.Skip(first).Select(time => $"{time}"), run.Rows);
    }

    [Fact]
    public async Task Any_time_is_one_to_start_at()
    {
        using var topic = Times(1, 1_000, 2_000);
        await using var earliest = await Open(Proxied with { Start = KafkaStart.At(DateTimeOffset.MinValue) });
        await using var latest = await Open(Proxied with { Start = KafkaStart.At(DateTimeOffset.MaxValue) });
        Assert.Equal(At(("clicks-0", 0)), earliest.Position);
        Assert.Equal(At(("clicks-0", 2)), latest.Position);
    }

    // Timestamps are those of producers, and follow no order.
    [Fact]
    public async Task Records_behind_it_that_are_older_are_read_too()
    {
        using var topic = Times(1, 1_000, 5_000, 2_000, 6_000);
        await using var run = await Open(At(3_000));
        await run.TakeUntilAsync(3);
        Assert.Equal(["5000", "2000", "6000"], run.Rows);
    }

    [Fact]
    public async Task Each_partition_has_its_own_offset()
    {
        using var topic = Times(4, 1_000, 2_000, 3_000);
        topic.WriteTimes(1, 2_600, 2_700);
        topic.WriteTimes(2, 100, 200, 300, 400, 500);
        await using var run = await Open(At(2_500));
        Assert.Equal(At(("clicks-0", 2), ("clicks-1", 0), ("clicks-2", 5), ("clicks-3", 0)), run.Position);
        topic.WriteTimes(2, 600);
        topic.WriteTimes(3, 700);
        await run.TakeUntilAsync(5);
        Assert.Equal(["2600", "2700", "3000", "600", "700"], run.Rows.Order());
    }

    [Fact]
    public async Task It_is_where_partitions_start_that_have_no_offset_of_their_own()
    {
        using var topic = Times(2, 1_000, 2_000, 3_000);
        topic.WriteTimes(1, 1_000, 2_000, 3_000);
        var start = KafkaStart.Offsets(new Dictionary<string, long> { ["clicks-0"] = 1 }, KafkaStart.At(DateTimeOffset.FromUnixTimeMilliseconds(3_000)));
        await using var run = await Open(Proxied with { Start = start });
        Assert.Equal(At(("clicks-0", 1), ("clicks-1", 2)), run.Position);
        Assert.Equal(1, Proxy.LookUpsByTime);
    }

    [Fact]
    public async Task A_query_that_goes_on_looks_nothing_up_by_time()
    {
        using var topic = Times(2, 1_000, 2_000, 3_000);
        await using (var first = await Open(At(2_000)))
            await first.TakeUntilAsync(2);
        Assert.Equal(2, Proxy.LookUpsByTime);

        await using var run = await Open(At(2_000), At(("clicks-0", 0), ("clicks-1", 0)));
        await run.TakeUntilAsync(3);
        Assert.Equal(["1000", "2000", "3000"], run.Rows);
        Assert.Equal(2, Proxy.LookUpsByTime);
    }

    // It was not there when the query began, so what is in it is new.
    [Fact]
    public async Task A_partition_that_is_added_is_read_from_its_first_record_whatever_the_time()
    {
        Proxy.ShowPartitions("clicks", 1);
        using var topic = Times(2, 1_000, 2_000, 3_000);
        await using var run = await Open(At(2_500));
        using var added = Topic.Existing(Cluster);
        added.WriteTimes(1, 1_100, 1_200);
        Proxy.ShowPartitions("clicks", 2);
        await run.TakeUntilAsync(3);
        Assert.Equal(["1100", "1200", "3000"], run.Rows.Order());
        Assert.Equal(1, Proxy.LookUpsByTime);
    }

    private KafkaSourceOptions At(double milliseconds) => Proxied with { Start = KafkaStart.At(DateTimeOffset.UnixEpoch + TimeSpan.FromMilliseconds(milliseconds)) };

    // In partition 0.
    private Topic Times(int partitions, params long[] times)
    {
        var topic = new Topic(Cluster, partitions, servers: Proxy.BootstrapServers);
        topic.WriteTimes(0, times);
        return topic;
    }
}
