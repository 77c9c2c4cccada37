using Confluent.Kafka;

namespace Linq.Streaming.Connectors.Kafka.Reading;

/// <summary>Looks up which partitions there are: once at the start, and then beside the batches, which never wait for it.</summary>
/// <param name="options">Which topics, and how often.</param>
/// <param name="handle">The client whose connections it uses.</param>
/// <param name="starts">Where partitions start and end.</param>
/// <param name="lastError">What the client said last of its brokers.</param>
/// <param name="time">The clock by which it is looked up again.</param>
internal sealed class TopicCatalog(KafkaSourceOptions options, Handle handle, StartOffsets starts, Func<Error?> lastError, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private Task<IReadOnlyList<FoundPartition>>? _underWay;
    private long _asked;
    private volatile string? _missing;
    private long? _failingSince;
    private volatile bool _isDisposed;

    public IAdminClient Admin { get; } = new DependentAdminClientBuilder(handle).Build();

    /// <summary>Waits until the brokers have answered.</summary>
    /// <exception cref="StreamQueryException">LS5201: they have not in time. LS5202: a topic was missing for as long. LS5203: they refuse.</exception>
    public IReadOnlyList<FoundPartition> LookUp(CancellationToken cancellationToken)
    {
        _asked = time.GetTimestamp();
        return Waiting.For(Ask, time, options.Timeout, TooLate, cancellationToken);
    }

    /// <summary>What has been looked up since the last call, if anything has.</summary>
    /// <param name="known">Partitions whose ends need not be asked for.</param>
    /// <exception cref="StreamQueryException">As <see cref="LookUp"/>, once the brokers have not answered for longer than the options allow.</exception>
    public IReadOnlyList<FoundPartition>? News(Func<IReadOnlySet<TopicPartition>> known)
    {
        if (_underWay is { IsCompleted: true } ended)
        {
            _underWay = null;
            try
            {
                var found = ended.GetAwaiter().GetResult();
                _failingSince = null;
                return found;
            }
            catch (KafkaException failure) when (KafkaFailures.MayPass(failure.Error))
            {
                _failingSince ??= _asked;
                if (time.GetElapsedTime(_failingSince.Value) is var waited && waited >= options.Timeout)
                {
                    throw TooLate(waited, failure);
                }
            }
        }

        if (_underWay is null && time.GetElapsedTime(_asked) >= (_failingSince is null ? options.NewPartitionsEvery : AfterFailure))
        {
            _asked = time.GetTimestamp();
            var others = known();
            _underWay = Task.Run(() => WithEnds(Ask(), others));
        }

        return null;
    }

    public void Dispose()
    {
        _isDisposed = true;

        // It uses the connections of a client that goes now. What it finds, or fails with, nobody asks for any more.
        ((IAsyncResult?)_underWay)?.AsyncWaitHandle.WaitOne();
        Admin.Dispose();
    }

    private IReadOnlyList<FoundPartition> Ask()
    {
        try
        {
            var topics = options.TopicPattern is { } pattern
                ? Admin.GetMetadata(Waiting.Attempt).Topics.Where(topic => pattern.IsMatch(topic.Topic) && !KafkaFailures.IsMissing(topic.Error))
                : options.Topics.SelectMany(name => Admin.GetMetadata(name, Waiting.Attempt).Topics);
            return [.. topics.SelectMany(Partitions)];
        }
        catch (KafkaException failure) when (!KafkaFailures.MayPass(failure.Error))
        {
            throw KafkaFailures.Wrap("topics were looked up", failure);
        }
    }

    // One attempt for each: a leader that does not answer is asked again with the next look-up.
    private IReadOnlyList<FoundPartition> WithEnds(IReadOnlyList<FoundPartition> found, IReadOnlySet<TopicPartition> known) =>
        [.. found.Select(partition => !partition.HasLeader || known.Contains(partition.Partition) || _isDisposed ? partition : partition with { Ends = starts.TryEnds(partition.Partition) })];

    private IEnumerable<FoundPartition> Partitions(TopicMetadata topic)
    {
        _missing = KafkaFailures.IsMissing(topic.Error) ? topic.Topic : null;

        // A topic that is just being made has no leaders yet.
        return topic.Error.IsError && topic.Error.Code != ErrorCode.LeaderNotAvailable
            ? throw new KafkaException(topic.Error)
            : topic.Partitions.Select(partition => new FoundPartition(new TopicPartition(topic.Topic, partition.PartitionId), partition.Leader >= 0));
    }

    // A broker that refuses is to the client one that does not answer.
    private StreamQueryException TooLate(TimeSpan waited, KafkaException failure) => KafkaFailures.IsMissing(failure.Error) && _missing is { } topic
        ? new StreamQueryException(StreamErrors.KafkaTopicMissing(topic, options.BootstrapServers), failure)
        : lastError() is { } error && KafkaFailures.IsRefusal(error)
        ? new StreamQueryException(StreamErrors.KafkaRefused("no broker let it in", KafkaFailures.Sentence(error)), failure)
        : new StreamQueryException(StreamErrors.KafkaUnreachable(options.BootstrapServers, waited, KafkaFailures.Sentence(lastError() ?? failure.Error)), failure);
}
