using Confluent.Kafka;
using Connectors.Kafka.Tests.Broker;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>Brokers that are not there, refuse, or have no leader: what passes is waited for, and what does not is told.</summary>
public sealed class BrokerErrorTests() : KafkaTest(brokers: 2)
{
    [Fact]
    public async Task Nobody_answers()
    {
        var error = await Error(() => Open(Options with { BootstrapServers = "127.0.0.1:1", Timeout = Short }));
        Assert.Equal("LS5201", error.Code);
        Assert.Equal("127.0.0.1:1", error.Parameters[0]);
        Assert.InRange((TimeSpan)error.Parameters[1]!, Short, Patience.Time);
        Assert.Contains("refused", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task There_is_no_such_topic()
    {
        var error = await Error(() => Open(Options with { Timeout = Short }));
        Assert.Equal("LS5202", error.Code);
        Assert.Equal(["clicks", Cluster.BootstrapServers], error.Parameters);
    }

    [Fact]
    public async Task The_client_may_not_read_the_topic()
    {
        using var topic = new Topic(Cluster);
        Cluster.SetTopicError("clicks", ErrorCode.TopicAuthorizationFailed);
        var error = await Error(() => Open(Options));
        Assert.Equal("LS5203", error.Code);
        Assert.Contains("authorization", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_setting_is_refused_by_its_name()
    {
        var error = await Error(() => Open(Options with { Settings = new Dictionary<string, string> { ["sasl.passwort"] = "secret" } }));
        Assert.Equal("LS5203", error.Code);
        Assert.Contains("sasl.passwort", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_comes_back_in_time_is_waited_for()
    {
        using var topic = new Topic(Cluster, partitions: 2);
        await using var run = await Open(Options);
        Stop();
        for (var i = 0; i < 5; i++)
            Assert.Empty(await run.TakeAsync());
        Cluster.StartBroker(1);
        Cluster.StartBroker(2);
        topic.Write(0, "a");
        topic.Write(1, "b");
        await run.TakeUntilAsync(2);
        Assert.Equal(["a", "b"], run.Rows.Order());
    }

    [Fact]
    public async Task Brokers_that_do_not_come_back_are_told()
    {
        using var topic = new Topic(Cluster);
        await using var run = await Open(Options with { Timeout = Short, NewPartitionsEvery = TimeSpan.FromMilliseconds(50) });
        Stop();
        var error = await Error(() => run.TakeUntilAsync(1));
        Assert.Equal("LS5201", error.Code);
    }

    [Fact]
    public async Task A_range_that_does_not_come_again_is_told()
    {
        using var topic = new Topic(Cluster);
        topic.Write(0, "a", "b");
        await using var run = await Open(Options with { Timeout = Short });
        await run.TakeUntilAsync(2);
        Stop();
        var error = await Error(() => run.ReadAsync(At(("clicks-0", 0)), At(("clicks-0", 2))));
        Assert.Equal("LS5206", error.Code);
        Assert.Equal(["clicks", 0, 0L], error.Parameters.Take(3));
    }

    [Fact]
    public async Task A_refused_fetch_is_tried_again()
    {
        using var topic = new Topic(Cluster);
        Cluster.Refuse(KafkaApi.Fetch, ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.KafkaStorageError);
        topic.Write(0, "a");
        await using var run = await Open(Options);
        await run.TakeUntilAsync(1);
        Assert.Equal(["a"], run.Rows);
    }

    [Fact]
    public async Task A_fetch_that_is_forbidden_fails()
    {
        using var topic = new Topic(Cluster);
        await using var run = await Open(Options);
        Cluster.Refuse(KafkaApi.Fetch, [.. Enumerable.Repeat(ErrorCode.TopicAuthorizationFailed, 4)]);
        topic.Write(0, "a");
        var error = await Error(() => run.TakeUntilAsync(1));
        Assert.Equal("LS5203", error.Code);
    }

    [Fact]
    public async Task A_group_that_the_client_may_not_join_is_none_of_its_business()
    {
        using var topic = new Topic(Cluster);
        topic.Write(0, "a");
        Cluster.Refuse(KafkaApi.FindCoordinator, [.. Enumerable.Repeat(ErrorCode.GroupAuthorizationFailed, 20)]);
        await using var run = await Open(Options);
        await run.TakeUntilAsync(1);
        topic.Write(0, "b");
        await run.TakeUntilAsync(2);
        Assert.Equal(["a", "b"], run.Rows);
    }

    [Fact]
    public async Task An_error_that_nobody_expects_is_told()
    {
        using var topic = new Topic(Cluster);
        Cluster.Refuse(KafkaApi.ListOffsets, [.. Enumerable.Repeat(ErrorCode.InvalidRequest, 8)]);
        var error = await Error(() => Open(Options));
        Assert.Equal("LS5207", error.Code);
    }

    [Fact]
    public async Task Waiting_ends_when_the_context_is_aborted()
    {
        using var aborted = new CancellationTokenSource();
        await using var source = new KafkaSource<string>(Options with { BootstrapServers = "127.0.0.1:1" }, message => message.ValueText());
        var opening = Task.Run(async () => await source.OpenAsync(null, aborted.Token));
        await aborted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(Patience.Time));
    }

    private void Stop()
    {
        Cluster.StopBroker(1);
        Cluster.StopBroker(2);
    }
}
