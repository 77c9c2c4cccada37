using System.Collections.Frozen;
using System.Globalization;

namespace Linq.Streaming;

/// <summary>Where a <see cref="KafkaSink{T}"/> writes to, and what a record has.</summary>
/// <typeparam name="T">The type of one row.</typeparam>
/// <remarks>Its text form shows no <see cref="Settings"/>, which may have passwords.</remarks>
public sealed record KafkaSinkOptions<T>
{
    private const long DefaultMessageBytes = 1_000_000;
    private const string MessageBytesSetting = "message.max.bytes";

    // What the guarantee rests on.
    private static readonly FrozenSet<string> Own = new[]
    {
        "bootstrap.servers", "metadata.broker.list", "enable.idempotence", "acks", "request.required.acks", "transactional.id", "message.timeout.ms", "delivery.timeout.ms", "enable.gapless.guarantee",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Brokers to begin with, such as <c>kafka1:9092,kafka2:9092</c>.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>The topic, which has to be there.</summary>
    public required string Topic { get; init; }

    /// <summary>
    /// A directory on a disk that outlives the process, such as one beside the context's <c>CheckpointDirectory</c>: batches lie there between the two steps of their commit. Each output of each query has a
    /// directory of its own in it. It is made if it is missing.
    /// </summary>
    public required string Directory { get; init; }

    /// <summary>The value of a row's record; null makes a tombstone. By default the row as JSON in UTF-8. Called once for each row that is prepared, one call at a time.</summary>
    public Func<T, byte[]?>? Value { get; init; }

    /// <summary>The key, by which a record's partition is chosen; null for none. By default there is none, and the client spreads records over partitions.</summary>
    public Func<T, byte[]?>? Key { get; init; }

    /// <summary>The record's timestamp, which is kept to the millisecond. By default the batch time. The first that Kafka's client can write is a millisecond after 1970 began: earlier ones are written as that.</summary>
    public Func<T, DateTimeOffset>? Timestamp { get; init; }

    /// <summary>For how long brokers may take for a record, before its batch fails with LS5208; a millisecond at least. The default is a minute.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Further settings of librdkafka by name, such as <c>compression.type</c>, <c>linger.ms</c> or <c>sasl.password</c>. Those that the guarantee rests on are refused.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Where rows go; not the settings.</summary>
    public override string ToString() => $"{nameof(KafkaSinkOptions<>)} {{ BootstrapServers = {BootstrapServers}, Topic = {Topic}, Directory = {Directory} }}";

    /// <summary>The most bytes that a record may have.</summary>
    internal long MaxMessageBytes =>
        Settings.TryGetValue(MessageBytesSetting, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : DefaultMessageBytes;

    /// <summary>How the topic is read to see what is there already.</summary>
    internal KafkaSourceOptions ForReading => new()
    {
        BootstrapServers = BootstrapServers,
        Topics = [Topic],
        Timeout = Timeout,

        // Behind a transaction that somebody else has open there may be rows too.
        Settings = new Dictionary<string, string>(Settings, StringComparer.Ordinal) { ["isolation.level"] = "read_uncommitted" },
    };

    internal KafkaSinkOptions<T> Checked()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(BootstrapServers);
        ArgumentException.ThrowIfNullOrWhiteSpace(Topic);
        ArgumentException.ThrowIfNullOrWhiteSpace(Directory);
        ArgumentOutOfRangeException.ThrowIfLessThan(Timeout, TimeSpan.FromMilliseconds(1));
        ArgumentNullException.ThrowIfNull(Settings);
        if (Settings.Keys.FirstOrDefault(Own.Contains) is { } own)
        {
            throw new ArgumentException($"The sink sets '{own}' itself.");
        }

        ForReading.Checked();
        return this;
    }
}
