namespace Linq.Streaming.Connectors.Kafka.Writing;

/// <summary>A row as a record.</summary>
internal readonly record struct PreparedRow(byte[]? Key, byte[]? Value, long UnixMilliseconds);
