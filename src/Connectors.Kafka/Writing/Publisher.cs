using Confluent.Kafka;
using Linq.Streaming.Connectors.Kafka.Reading;

namespace Linq.Streaming.Connectors.Kafka.Writing;

/// <summary>Writes records with an idempotent producer, which keeps their order in a partition and writes none twice however often it has to send it.</summary>
internal sealed class Publisher : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    private readonly IProducer<byte[]?, byte[]?> _producer;
    private readonly string _topic;
    private Error? _failure;

    /// <exception cref="StreamQueryException">LS5203: a setting is refused.</exception>
    public Publisher(string servers, string topic, TimeSpan timeout, IReadOnlyDictionary<string, string> settings)
    {
        _topic = topic;
        var given = new Dictionary<string, string>(settings, StringComparer.Ordinal);
        given.TryAdd("client.id", "linqstream");
        given.TryAdd("linger.ms", "1");
        var config = new ProducerConfig(given) { BootstrapServers = servers, EnableIdempotence = true, Acks = Acks.All };

        // After one record that is given up nothing behind it is written, or a commit that comes again would write it behind them.
        config.EnableGaplessGuarantee = true;
        config.MessageTimeoutMs = (int)Math.Min(timeout.TotalMilliseconds, int.MaxValue);
        try
        {
            _producer = new ProducerBuilder<byte[]?, byte[]?>(config).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or KafkaException)
        {
            throw new StreamQueryException(StreamErrors.KafkaRefused("the settings were applied", failure.Message), failure);
        }
    }

    /// <summary>Writes rows in order; returns when all in-sync replicas have them.</summary>
    /// <returns>Why not all of them have been written; which of them have been is then unknown.</returns>
    public string? Write(PreparedBatch batch, IReadOnlySet<int> except, RowMark mark, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _failure, null);
        try
        {
            for (var row = 0; row < batch.Rows.Count; row++)
            {
                if (!except.Contains(row))
                {
                    Send(batch.Rows[row], mark.Of(batch.Id, row), cancellationToken);
                }
            }

            while (_producer.Flush(Slice) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (KafkaException failure)
        {
            return KafkaFailures.Sentence(failure.Error);
        }

        return Volatile.Read(ref _failure) is { } error ? KafkaFailures.Sentence(error) : null;
    }

    // What is still to be sent is given up.
    public void Dispose() => _producer.Dispose();

    private void Send(PreparedRow row, byte[] mark, CancellationToken cancellationToken)
    {
        var message = new Message<byte[]?, byte[]?>
        {
            Key = row.Key,
            Value = row.Value,
            Timestamp = new Timestamp(row.UnixMilliseconds, TimestampType.CreateTime),
            Headers = [new Header(RowMark.Header, mark)],
        };
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                _producer.Produce(_topic, message, OnDelivered);
                return;
            }
            catch (ProduceException<byte[]?, byte[]?> failure) when (failure.Error.Code == ErrorCode.Local_QueueFull)
            {
                _producer.Flush(Slice);
            }
        }
    }

    private void OnDelivered(DeliveryReport<byte[]?, byte[]?> report)
    {
        if (report.Error.IsError)
        {
            Interlocked.CompareExchange(ref _failure, report.Error, null);
        }
    }
}
