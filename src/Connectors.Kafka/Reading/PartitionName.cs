using System.Globalization;
using Confluent.Kafka;

namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>How partitions are named in offsets: the topic, a dash, the number. Topics may have dashes, so the last one counts.</summary>
internal static class PartitionName
{
    public static string Of(TopicPartition partition) => string.Create(CultureInfo.InvariantCulture, $"{partition.Topic}-{partition.Partition.Value}");

    public static bool TryParse(string name, out TopicPartition partition)
    {
        var dash = name.LastIndexOf('-');
        var isOne = int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && dash > 0;
        partition = isOne ? new TopicPartition(name[..dash], number) : new TopicPartition("", Partition.Any);
        return isOne;
    }
}
