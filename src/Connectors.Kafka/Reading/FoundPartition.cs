using Confluent.Kafka;

namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>A partition that the brokers know.</summary>
internal readonly record struct FoundPartition(TopicPartition Partition, bool HasLeader);
