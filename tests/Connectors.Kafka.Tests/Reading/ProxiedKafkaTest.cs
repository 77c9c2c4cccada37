using Connectors.Kafka.Tests.Broker.Proxy;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>Tests that reach the cluster through a proxy.</summary>
public abstract class ProxiedKafkaTest : KafkaTest
{
    protected ProxiedKafkaTest()
        : base(brokers: 2) => Proxy = new KafkaProxy(Cluster);

    private protected KafkaProxy Proxy { get; }

    private protected KafkaSourceOptions Proxied => Options with { BootstrapServers = Proxy.BootstrapServers, NewPartitionsEvery = TimeSpan.FromMilliseconds(20) };

    protected override void Dispose(bool isDisposing)
    {
        Proxy.Dispose();
        base.Dispose(isDisposing);
    }
}
