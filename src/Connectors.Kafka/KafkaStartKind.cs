namespace Linq.Streaming;

internal enum KafkaStartKind
{
    Earliest,
    Latest,
    Time,
    Offsets,
}
