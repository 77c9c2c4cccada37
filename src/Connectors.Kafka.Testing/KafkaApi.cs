namespace Linq.Streaming;

/// <summary>Requests of Kafka's protocol that a <see cref="KafkaMockCluster"/> can be told to refuse. The values are the protocol's.</summary>
public enum KafkaApi
{
    /// <summary>Records are written.</summary>
    Produce = 0,

    /// <summary>Records are read.</summary>
    Fetch = 1,

    /// <summary>The ends of a partition are looked up.</summary>
    ListOffsets = 2,

    /// <summary>Topics, partitions and leaders are looked up.</summary>
    Metadata = 3,

    /// <summary>Offsets of a group are written.</summary>
    OffsetCommit = 8,

    /// <summary>The coordinator of a group is looked up.</summary>
    FindCoordinator = 10,

    /// <summary>A producer that is idempotent begins.</summary>
    InitProducerId = 22,
}
