using System.Text;
using Confluent.Kafka;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Broker;

/// <summary>A topic of a mock cluster, with a producer.</summary>
internal sealed class Topic : IDisposable
{
    private readonly IProducer<byte[]?, byte[]?> _producer;

    /// <param name="cluster">Where it is made.</param>
    /// <param name="partitions">How many.</param>
    /// <param name="name">By default <c>clicks</c>.</param>
    /// <param name="servers">Through whom it is written, if not to the cluster itself.</param>
    public Topic(KafkaMockCluster cluster, int partitions = 1, string? name = null, string? servers = null)
        : this(name ?? "clicks", servers ?? cluster.BootstrapServers) => cluster.CreateTopic(Name, partitions);

    private Topic(string name, string servers)
    {
        Name = name;
        _producer = new ProducerBuilder<byte[]?, byte[]?>(new ProducerConfig { BootstrapServers = servers, LingerMs = 1, EnableIdempotence = true })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    public string Name { get; }

    /// <summary>The topic <c>clicks</c>, which is there, with a producer of its own.</summary>
    public static Topic Existing(KafkaMockCluster cluster) => new("clicks", cluster.BootstrapServers);

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

    /// <summary>Writes a record for each time, in milliseconds since 1970, whose value is the time as text.</summary>
    public void WriteTimes(int partition, params IEnumerable<long> times)
    {
        foreach (var time in times)
            _producer.Produce(new TopicPartition(Name, partition), new Message<byte[]?, byte[]?> { Value = Encoding.UTF8.GetBytes($"{time}"), Timestamp = new Timestamp(time, TimestampType.CreateTime) });
        _producer.Flush(Patience.Time);
    }

    /// <summary>Hands a record over and does not wait for brokers.</summary>
    public void Send(int partition, string value) =>
        _producer.Produce(new TopicPartition(Name, partition), new Message<byte[]?, byte[]?> { Value = Encoding.UTF8.GetBytes(value) });

    public int Flush(TimeSpan limit) => _producer.Flush(limit);

    public void Dispose() => _producer.Dispose();
}
