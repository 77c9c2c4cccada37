using System.Text;
using Confluent.Kafka;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Broker;

/// <summary>A topic of a mock cluster, with a producer.</summary>
internal sealed class Topic : IDisposable
{
    private readonly IProducer<byte[]?, byte[]?> _producer;

    public Topic(KafkaMockCluster cluster, int partitions = 1, string? name = null)
    {
        Name = name ?? "clicks";
        cluster.CreateTopic(Name, partitions);
        _producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = cluster.BootstrapServers, LingerMs = 1, EnableIdempotence = true })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    public string Name { get; }

    /// <summary>Writes texts to a partition, in order; returns when brokers have them.</summary>
    public void Write(int partition, params IEnumerable<string> values) => WriteBytes(partition, values.Select(value => (byte[]?)Encoding.UTF8.GetBytes(value)));

    public void WriteBytes(int partition, params IEnumerable<byte[]?> values)
    {
        foreach (var value in values)
            _producer.Produce(new TopicPartition(Name, partition), new Message<byte[]?, byte[]?> { Value = value });
        _producer.Flush(Patience.Time);
    }

    public void Write(int partition, Message<byte[]?, byte[]?> message)
    {
        _producer.Produce(new TopicPartition(Name, partition), message);
        _producer.Flush(Patience.Time);
    }

    /// <summary>Hands a record over and does not wait for brokers.</summary>
    public void Send(int partition, string value) =>
        _producer.Produce(new TopicPartition(Name, partition), new Message<byte[]?, byte[]?> { Value = Encoding.UTF8.GetBytes(value) });

    public int Flush(TimeSpan limit) => _producer.Flush(limit);

    public void Dispose() => _producer.Dispose();
}
