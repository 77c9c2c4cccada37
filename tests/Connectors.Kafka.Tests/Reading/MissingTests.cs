using Confluent.Kafka;
using Connectors.Kafka.Tests.Broker;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>Look-ups that do not find what is there: brokers that have just started are waited for, and those that do not answer hold nobody up.</summary>
public sealed class MissingTests : ProxiedKafkaTest
{
    [Fact]
    public async Task A_topic_that_no_broker_knows_yet_is_waited_for()
    {
        using var topic = Written(isProxied: false);
        Proxy.ShowPartitions("clicks", 0, answers: 5);
        await using var run = await Open(Proxied);
        await run.TakeUntilAsync(3);
        Assert.Equal(["a", "b", "c"], run.Rows.Order());
    }

    [Fact]
    public async Task A_partition_of_the_checkpoint_that_no_broker_knows_yet_is_waited_for()
    {
        using var topic = Written(isProxied: false);
        Proxy.ShowPartitions("clicks", 1, answers: 5);
        await using var run = await Open(Proxied, At(("clicks-0", 1), ("clicks-1", 0)));
        await run.TakeUntilAsync(2);
        Assert.Equal(["b", "c"], run.Rows.Order());
    }

    [Fact]
    public async Task A_look_up_that_finds_no_partition_is_tried_again()
    {
        using var topic = Written();
        Cluster.Refuse(KafkaApi.ListOffsets, ErrorCode.UnknownTopicOrPart, ErrorCode.UnknownTopicOrPart);
        await using var run = await Open(Proxied);
        await run.TakeUntilAsync(3);
        Assert.Equal(0, run.Source.LostCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task What_is_missing_for_a_while_and_comes_back_goes_on(int shown)
    {
        // The consumer looks for it all the time, too, and loses it.
        using var topic = Written();
        await using var run = await Open(Proxied with { Settings = new Dictionary<string, string> { ["topic.metadata.refresh.interval.ms"] = "10" } });
        await run.TakeUntilAsync(3);
        Proxy.ShowPartitions("clicks", shown, answers: 20);
        await TakeUntilAnsweredAsync(run, 21);
        topic.Write(0, "d");
        topic.Write(1, "e");
        await run.TakeUntilAsync(5);
        Assert.Equal(["a", "b", "c", "d", "e"], run.Rows.Order());
    }

    [Theory]
    [InlineData(0, "LS5202")]
    [InlineData(1, "LS5205")]
    public async Task What_is_missing_for_too_long_is_told(int shown, string code)
    {
        using var topic = Written();
        await using var run = await Open(Proxied with { Timeout = Short });
        await run.TakeUntilAsync(3);
        Proxy.ShowPartitions("clicks", shown);
        var error = await Error(() => run.TakeUntilAsync(4));
        Assert.Equal(code, error.Code);
        Assert.Equal(code == "LS5202" ? ["clicks", Proxy.BootstrapServers] : ["clicks", 1, 1L, "no broker has it any more"], error.Parameters);
    }

    [Fact]
    public async Task An_offset_by_time_that_is_refused_for_a_while_is_asked_for_again()
    {
        using var topic = Written();
        Cluster.Refuse(KafkaApi.ListOffsets, ErrorCode.NoError, ErrorCode.NoError, ErrorCode.OffsetNotAvailable, ErrorCode.UnknownTopicOrPart);
        await using var run = await Open(Proxied with { Start = KafkaStart.At(DateTimeOffset.UnixEpoch) });
        Assert.Equal(At(("clicks-0", 0), ("clicks-1", 0)), run.Position);
    }

    [Fact]
    public async Task An_offset_by_time_that_may_not_be_asked_for_is_told()
    {
        using var topic = Written();
        Cluster.Refuse(KafkaApi.ListOffsets, ErrorCode.NoError, ErrorCode.NoError, ErrorCode.TopicAuthorizationFailed);
        var error = await Error(() => Open(Proxied with { Start = KafkaStart.At(DateTimeOffset.UnixEpoch) }));
        Assert.Equal("LS5203", error.Code);
        Assert.Contains("authorization", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_partition_that_is_added_and_whose_leader_is_away_holds_nobody_up()
    {
        Proxy.ShowPartitions("clicks", 1);
        using var topic = Apart();
        await using var run = await Open(Proxied);
        await run.TakeUntilAsync(2);

        Cluster.StopBroker(2);
        Proxy.ShowPartitions("clicks", 2);
        await TakeUntilAnsweredAsync(run, 3);
        topic.Write(0, "d");
        await run.TakeUntilAsync(3);
        Assert.Equal(["a", "b", "d"], run.Rows);

        Cluster.StartBroker(2);
        await run.TakeUntilAsync(4);
        Assert.Equal(["a", "b", "d", "c"], run.Rows);
    }

    [Fact]
    public async Task A_partition_that_is_added_and_whose_leader_stays_away_is_told()
    {
        Proxy.ShowPartitions("clicks", 1);
        using var topic = Apart();
        await using var run = await Open(Proxied with { Timeout = Short });
        await run.TakeUntilAsync(2);
        Cluster.StopBroker(2);
        Proxy.ShowPartitions("clicks", 2);
        var error = await Error(() => run.TakeUntilAsync(3));
        Assert.Equal("LS5206", error.Code);
        Assert.Equal(["clicks", 1, 0L], error.Parameters.Take(3));
    }

    // A producer asks where partitions are, too.
    private Topic Written(bool isProxied = true)
    {
        var topic = new Topic(Cluster, partitions: 2, servers: isProxied ? Proxy.BootstrapServers : null);
        topic.Write(0, "a", "b");
        topic.Write(1, "c");
        return topic;
    }

    // One broker for each partition.
    private Topic Apart()
    {
        var topic = new Topic(Cluster, partitions: 2);
        Cluster.SetLeader("clicks", 0, 1);
        Cluster.SetLeader("clicks", 1, 2);
        topic.Write(0, "a", "b");
        topic.Write(1, "c");
        return topic;
    }

    private async Task TakeUntilAnsweredAsync(SourceRun<string> run, int answers)
    {
        for (var until = Proxy.MetadataAnswers("clicks") + answers; Proxy.MetadataAnswers("clicks") < until;)
            await run.TakeAsync();
    }
}
