using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Faults.Shapes;

namespace Faults.Brokers;

/// <summary>What a topic has in the end.</summary>
internal static class Results
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(100);

    /// <summary>Every record, printed, each as often as it is there; and how many of them have a mark that another has too.</summary>
    public static (IReadOnlyList<string> Rows, int Repeated) Read(string servers, string topic, int partitions)
    {
        using var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig { BootstrapServers = servers, GroupId = "results", EnablePartitionEof = true, AutoOffsetReset = AutoOffsetReset.Error })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, partitions).Select(partition => new TopicPartitionOffset(topic, partition, 0)));
        var (rows, marks, ends) = (new List<string>(), new HashSet<string>(), new HashSet<int>());
        while (ends.Count < partitions)
        {
            var record = consumer.Consume(Slice);
            if (record?.IsPartitionEOF == true)
            {
                ends.Add(record.Partition.Value);
            }
            else if (record is not null)
            {
                rows.Add(Print(JsonSerializer.Deserialize<Tally>(record.Message.Value)!));
                marks.Add(Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes("linqstream-row")));
            }
        }

        rows.Sort(StringComparer.Ordinal);
        return (rows, rows.Count - marks.Count);
    }

    public static string Print(Tally row) => string.Create(CultureInfo.InvariantCulture, $"{row.Key},{row.Count},{row.Sum}");
}
