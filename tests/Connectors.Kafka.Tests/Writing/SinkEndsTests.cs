using Connectors.Kafka.Tests.Reading;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Writing;

/// <summary>What a sink asks brokers for when a batch is prepared.</summary>
public sealed class SinkEndsTests : ProxiedKafkaTest
{
    private readonly SinkDirectory _directory = new();

    [Fact]
    public async Task Each_broker_is_asked_once_for_the_ends_of_all_of_its_partitions()
    {
        Cluster.CreateTopic("clicks", 20);
        await using var sink = new KafkaSink<string>(new KafkaSinkOptions<string> { BootstrapServers = Proxy.BootstrapServers, Topic = "clicks", Directory = _directory.Path });
        await sink.OpenAsync(new StreamSinkContext(Guid.NewGuid(), "words", 1), default);
        var before = Proxy.Answered(KafkaApi.ListOffsets);
        await sink.PrepareAsync(new Batch<string>(["a"], DateTimeOffset.UnixEpoch, 1, null), default);
        Assert.InRange(Proxy.Answered(KafkaApi.ListOffsets) - before, 1, Cluster.Brokers);
    }

    protected override void Dispose(bool isDisposing)
    {
        _directory.Dispose();
        base.Dispose(isDisposing);
    }
}
