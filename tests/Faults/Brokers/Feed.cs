using System.Globalization;
using System.Text;
using Confluent.Kafka;

namespace Faults.Brokers;

/// <summary>Writes numbers to a topic, each to the partition of its key, and waits for no broker before the end.</summary>
internal sealed class Feed : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    private readonly IProducer<Null, byte[]> _producer;
    private readonly string _topic;
    private readonly int _partitions;
    private int _lost;

    public Feed(string servers, string topic, int partitions)
    {
        (_topic, _partitions) = (topic, partitions);

        // Without a limit of time: what brokers do not take now they take later, in order and once.
        var config = new ProducerConfig { BootstrapServers = servers, EnableIdempotence = true, MessageTimeoutMs = 0, LingerMs = 1 };
        _producer = new ProducerBuilder<Null, byte[]>(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
    }

    public void Send(int number) => _producer.Produce(
        new TopicPartition(_topic, number % _partitions),
        new Message<Null, byte[]> { Value = Encoding.UTF8.GetBytes(number.ToString(CultureInfo.InvariantCulture)) },
        report => Interlocked.Add(ref _lost, report.Error.IsError ? 1 : 0));

    /// <summary>Returns when brokers have everything.</summary>
    public void Finish()
    {
        while (_producer.Flush(Slice) > 0)
        {
        }

        if (Volatile.Read(ref _lost) is > 0 and var lost)
        {
            throw new InvalidOperationException($"The producer of the test has lost {lost} rows.");
        }
    }

    public void Dispose() => _producer.Dispose();
}
