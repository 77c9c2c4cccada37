using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Linq.Streaming;

/// <summary>What a <see cref="KafkaSource{T}"/> reads, from where on, and how much at once.</summary>
/// <remarks>Its text form shows no <see cref="Settings"/>, which may have passwords.</remarks>
public sealed record KafkaSourceOptions
{
    // What the source's own book-keeping rests on.
    private static readonly FrozenSet<string> Own = new[]
    {
        "bootstrap.servers", "metadata.broker.list", "group.id", "enable.auto.commit", "enable.auto.offset.store", "enable.partition.eof", "auto.offset.reset", "allow.auto.create.topics",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Brokers to begin with, such as <c>kafka1:9092,kafka2:9092</c>.</summary>
    public required string BootstrapServers { get; init; }

    /// <summary>The topics by name. Either these or <see cref="TopicPattern"/> is given. One that is missing for as long as <see cref="Timeout"/> is LS5202.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>Every topic whose name it matches, those that are made while the query runs too. There may be none yet.</summary>
    public Regex? TopicPattern { get; init; }

    /// <summary>Where a new query starts. The default is <see cref="KafkaStart.Latest"/>.</summary>
    public KafkaStart Start { get; init; } = KafkaStart.Latest;

    /// <summary>The most rows that one batch takes of one partition; at least 1. The default is as many as the batch may have.</summary>
    public long MaxRowsPerPartition { get; init; } = long.MaxValue;

    /// <summary>How many rows a batch takes of each partition that has them, however small its share is; at least 1, and at most <see cref="MaxRowsPerPartition"/>. The default is 1.</summary>
    public long MinRowsPerPartition { get; init; } = 1;

    /// <summary>
    /// About how many bytes of records one batch takes, 64 of each and its key and value; at least 1. The default is 64 MiB. Each partition has its share of it, and one record at least. With 1 MiB for each partition it is also the most
    /// that is kept in memory of records that have been received and not been read, besides what the client prefetches (<c>queued.max.messages.kbytes</c>, 64 MiB).
    /// </summary>
    public long MaxBytesPerBatch { get; init; } = 64 << 20;

    /// <summary>What is done with records that the function that makes rows throws for. The default is <see cref="MalformedPolicy.Fail"/>.</summary>
    public MalformedPolicy Malformed { get; init; } = MalformedPolicy.Fail;

    /// <summary>What is done when records that are to be read have been deleted. The default is <see cref="KafkaDataLoss.Fail"/>.</summary>
    public KafkaDataLoss DataLoss { get; init; } = KafkaDataLoss.Fail;

    /// <summary>How often topics and partitions are looked up; more than zero. The default is 10 s.</summary>
    public TimeSpan NewPartitionsEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// For how long brokers may be out of reach, a topic or a partition be missing or without a leader, or a range that is read again not come, before the source fails with LS5201, LS5202, LS5205 or LS5206; more than zero. The default is a minute.
    /// Until then the query goes on with what there is.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A consumer group to which what has been committed is reported, for tools that watch a group's lag. It is never read, and nothing else may consume with it. The default is none.</summary>
    public string? ReportToGroup { get; init; }

    /// <summary>Further settings of librdkafka by name, such as <c>security.protocol</c>, <c>sasl.password</c> or <c>isolation.level</c>. Those that the source sets itself are refused.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>What is read; not the settings.</summary>
    public override string ToString() => $"{nameof(KafkaSourceOptions)} {{ BootstrapServers = {BootstrapServers}, Topics = {Described}, Start = {Start} }}";

    /// <summary>The topics as messages name them.</summary>
    internal string Described => TopicPattern?.ToString() ?? string.Join(",", Topics);

    internal KafkaSourceOptions Checked()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(BootstrapServers);
        ArgumentNullException.ThrowIfNull(Topics);
        ArgumentNullException.ThrowIfNull(Start);
        ArgumentNullException.ThrowIfNull(Malformed);
        ArgumentNullException.ThrowIfNull(DataLoss);
        ArgumentNullException.ThrowIfNull(Settings);
        if ((Topics.Count > 0) == (TopicPattern is not null))
        {
            throw new ArgumentException($"Give either {nameof(Topics)} or {nameof(TopicPattern)}.");
        }

        if (Topics.Any(string.IsNullOrWhiteSpace) || Topics.Distinct(StringComparer.Ordinal).Count() < Topics.Count)
        {
            throw new ArgumentException($"{nameof(Topics)} has an empty name, or one name twice: {Described}.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MinRowsPerPartition, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRowsPerPartition, MinRowsPerPartition);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBytesPerBatch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(NewPartitionsEvery, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        if (Settings.Keys.FirstOrDefault(Own.Contains) is { } own)
        {
            throw new ArgumentException($"The source sets '{own}' itself.");
        }

        return this;
    }
}
