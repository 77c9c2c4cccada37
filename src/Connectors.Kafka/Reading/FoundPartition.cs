using Confluent.Kafka;

namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>A partition that the brokers know.</summary>
/// <param name="Partition">Which one.</param>
/// <param name="HasLeader">Whether one of them leads it.</param>
/// <param name="Ends">Its ends, if they were asked for and its leader has answered.</param>
internal readonly record struct FoundPartition(TopicPartition Partition, bool HasLeader, WatermarkOffsets? Ends = null);
