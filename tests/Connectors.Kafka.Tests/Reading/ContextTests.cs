using Confluent.Kafka;
using Connectors.Kafka.Tests.Broker;
using Connectors.Kafka.Tests.Writing;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>A query over a topic, its checkpoint, and a group that is told of it.</summary>
public sealed class ContextTests : KafkaTest
{
    private readonly SinkDirectory _directory = new();

    [Fact]
    public async Task A_query_that_is_started_again_goes_on_behind_what_it_has_committed()
    {
        using var topic = new Topic(Cluster, partitions: 2);
        topic.Write(0, Enumerable.Range(0, 50).Select(i => $"{i}"));
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), await Run(50));

        topic.Write(1, Enumerable.Range(50, 50).Select(i => $"{i}"));
        Assert.Equal(Enumerable.Range(50, 50).Select(i => $"{i}"), await Run(50));
    }

    [Fact]
    public async Task A_group_is_told_of_what_has_been_committed()
    {
        using var topic = new Topic(Cluster);
        topic.Write(0, "a", "b", "c");
        await Run(3, Options with { ReportToGroup = "monitored" });

        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = Cluster.BootstrapServers, GroupId = "monitored" }).Build();
        var committed = consumer.Committed([new TopicPartition("clicks", 0)], Patience.Time);
        Assert.Equal(3, committed[0].Offset.Value);
    }

    [Fact]
    public async Task What_a_group_says_is_never_read()
    {
        using var topic = new Topic(Cluster);
        topic.Write(0, "a", "b", "c");
        using var consumer = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = Cluster.BootstrapServers, GroupId = "monitored", EnableAutoCommit = false }).Build();
        consumer.Commit([new TopicPartitionOffset("clicks", 0, 2)]);
        Assert.Equal(["a", "b", "c"], await Run(3, Options with { ReportToGroup = "monitored" }));
    }

    [Fact]
    public async Task Rows_of_a_topic_and_of_another_keep_their_names_in_the_checkpoint()
    {
        using var clicks = new Topic(Cluster);
        using var orders = new Topic(Cluster, name: "orders-2026");
        clicks.Write(0, "click");
        orders.Write(0, "order");
        Assert.Equal(["click", "order"], (await Run(2, Options with { Topics = ["clicks", "orders-2026"] })).Order());
        orders.Write(0, "another");
        Assert.Equal(["another"], await Run(1, Options with { Topics = ["clicks", "orders-2026"] }));
    }

    [Fact]
    public async Task A_query_goes_on_behind_records_that_were_deleted_while_it_was_down_and_tells()
    {
        var losses = new List<KafkaLoss>();
        var options = Options with { DataLoss = KafkaDataLoss.GoOn(losses.Add) };
        using var topic = new Topic(Cluster);
        topic.Write(0, Enumerable.Range(0, 10).Select(i => $"{i}"));
        await Run(10, options);
        Assert.Empty(losses);

        topic.Write(0, Enumerable.Range(10, 10).Select(i => $"{i}"));
        Cluster.DeleteRecords("clicks", 0, 15);
        Assert.Equal(Enumerable.Range(15, 5).Select(i => $"{i}"), await Run(5, options));
        Assert.Equal([new KafkaLoss("clicks", 0, 10, 15)], losses);

        topic.Write(0, "20");
        Assert.Equal(["20"], await Run(1, options));
        Assert.Single(losses);
    }

    // The query ends in the batch in which it has found an old topic, of which retention has left the end.
    [Fact]
    public async Task A_query_that_ended_where_it_found_an_old_topic_reports_no_loss()
    {
        using var topic = new Topic(Cluster);
        topic.Write(0, "a");
        using var old = new Topic(Cluster, name: "clicks-old");
        old.Write(0, "b", "c", "d");
        Cluster.DeleteRecords("clicks-old", 0, 2);
        Cluster.SetTopicError("clicks-old", ErrorCode.UnknownTopicOrPart);
        var options = Options with { Topics = [], TopicPattern = new("^clicks"), NewPartitionsEvery = TimeSpan.FromMilliseconds(20) };
        var failing = new StreamOptions { BatchInterval = TimeSpan.FromMilliseconds(20), CheckpointDirectory = Path.Combine(_directory.Path, "checkpoint") };
        await using (var context = new StreamContext(failing))
        {
            context.FromKafka(options, "clicks").ForEachBatch(batch =>
            {
                Cluster.SetTopicError("clicks-old", ErrorCode.NoError);
                Assert.DoesNotContain("d", batch);
            });
            context.Start();
            await Assert.ThrowsAsync<StreamQueryException>(() => context.Completion.WaitAsync(Patience.Time));
        }

        Assert.Equal(["d"], await Run(1, options));
    }

    protected override void Dispose(bool isDisposing)
    {
        _directory.Dispose();
        base.Dispose(isDisposing);
    }

    private Task<IReadOnlyList<string>> Run(int count, KafkaSourceOptions? options = null) => ContextRun.RunAsync(_directory, options ?? Options, count);
}
