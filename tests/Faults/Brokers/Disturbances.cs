using Confluent.Kafka;
using Linq.Streaming;

namespace Faults.Brokers;

/// <summary>What happens to a cluster: brokers stop and start, leaders move, requests are refused, answers are slow, members of the group come and go.</summary>
internal sealed class Disturbances(KafkaMockCluster cluster, Random random, string group, params (string Name, int Partitions)[] topics) : IDisposable
{
    private const int MostRefusals = 5;

    private static readonly KafkaApi[] Apis = [KafkaApi.Fetch, KafkaApi.ListOffsets, KafkaApi.Metadata, KafkaApi.Produce, KafkaApi.InitProducerId, KafkaApi.OffsetCommit];

    private static readonly ErrorCode[] Errors = [ErrorCode.NotLeaderForPartition, ErrorCode.RequestTimedOut, ErrorCode.LeaderNotAvailable, ErrorCode.KafkaStorageError, ErrorCode.OffsetOutOfRange];

    private readonly List<IConsumer<Ignore, Ignore>> _members = [];

    /// <summary>Begins one, chosen at random.</summary>
    /// <returns>Ends it.</returns>
    public Action Begin()
    {
        var broker = random.Next(1, cluster.Brokers + 1);
        switch (random.Next(5))
        {
            case 0:
                cluster.StopBroker(broker);
                return () => cluster.StartBroker(broker);
            case 1:
                var (topic, partitions) = topics[random.Next(topics.Length)];
                cluster.SetLeader(topic, random.Next(partitions), broker);
                return () => { };
            case 2:
                cluster.SetRoundTrip(broker, TimeSpan.FromMilliseconds(random.Next(20, 150)));
                return () => cluster.SetRoundTrip(broker, TimeSpan.Zero);
            case 3:
                Rebalance();
                return () => { };
            default:
                cluster.Refuse(Apis[random.Next(Apis.Length)], [.. Enumerable.Range(0, random.Next(1, MostRefusals)).Select(_ => Errors[random.Next(Errors.Length)])]);
                return () => { };
        }
    }

    public void Dispose() => _members.ForEach(member => member.Dispose());

    // Somebody else joins the group that is told of offsets, or leaves it.
    private void Rebalance()
    {
        if (_members.Count > 1)
        {
            _members[0].Dispose();
            _members.RemoveAt(0);
            return;
        }

        var member = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig { BootstrapServers = cluster.BootstrapServers, GroupId = group, EnableAutoCommit = false })
            .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        member.Subscribe(topics[0].Name);
        member.Consume(TimeSpan.Zero);
        _members.Add(member);
    }
}
