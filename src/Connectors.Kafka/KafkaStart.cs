using System.Collections.Frozen;

namespace Linq.Streaming;

/// <summary>Where a query that is new starts to read. One that goes on from a checkpoint goes on where it was.</summary>
/// <remarks>Partitions that appear later are read from their first record, whatever the start is: they had none when the query began, or nobody could have known of them.</remarks>
public sealed class KafkaStart
{
    private KafkaStart(KafkaStartKind kind) => Kind = kind;

    /// <summary>With the first record that the brokers still have.</summary>
    public static KafkaStart Earliest { get; } = new(KafkaStartKind.Earliest);

    /// <summary>Behind the last record that is there when the context starts. The default.</summary>
    public static KafkaStart Latest { get; } = new(KafkaStartKind.Latest);

    internal KafkaStartKind Kind { get; }

    internal DateTimeOffset Time { get; private init; }

    internal IReadOnlyDictionary<string, long> Positions { get; private init; } = FrozenDictionary<string, long>.Empty;

    internal KafkaStart? Others { get; private init; }

    /// <summary>With the first record of each partition whose timestamp is not before <paramref name="time"/>; behind the last where there is none.</summary>
    public static KafkaStart At(DateTimeOffset time) => new(KafkaStartKind.Time) { Time = time };

    /// <summary>With given offsets.</summary>
    /// <param name="positions">By partition, such as <c>clicks-0</c>: the topic, a dash, the number. An offset is that of the first record to read.</param>
    /// <param name="others">Where partitions start that are not among them; <see cref="Earliest"/> if it is null.</param>
    /// <exception cref="ArgumentException">A name is no partition, or an offset is negative.</exception>
    /// <remarks>An offset that the brokers do not have any more is LS5204 when the context starts, or passed over as <see cref="KafkaSourceOptions.DataLoss"/> says; a partition that is not there is LS5205.</remarks>
    public static KafkaStart Offsets(IReadOnlyDictionary<string, long> positions, KafkaStart? others = null)
    {
        ArgumentNullException.ThrowIfNull(positions);
        foreach (var (name, offset) in positions)
        {
            if (!Connectors.Kafka.Reading.PartitionName.TryParse(name, out _))
            {
                throw new ArgumentException($"'{name}' names no partition. Write the topic, a dash and the number: clicks-0.", nameof(positions));
            }

            if (offset < 0)
            {
                throw new ArgumentException($"Partition '{name}' has the negative offset {offset}.", nameof(positions));
            }
        }

        return new KafkaStart(KafkaStartKind.Offsets) { Positions = positions.ToFrozenDictionary(StringComparer.Ordinal), Others = others ?? Earliest };
    }

    /// <summary>In words.</summary>
    public override string ToString() => Kind switch
    {
        KafkaStartKind.Time => $"at {Time:O}",
        KafkaStartKind.Offsets => $"at {string.Join(", ", Positions.Select(entry => $"{entry.Key}: {entry.Value}"))}, others {Others}",
        _ => Kind.ToString(),
    };
}
