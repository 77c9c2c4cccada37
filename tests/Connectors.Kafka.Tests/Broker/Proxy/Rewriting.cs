using System.Buffers.Binary;
using System.Collections.Concurrent;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Broker.Proxy;

/// <summary>What the proxy changes in responses. Clients are told of no newer version than it can look into.</summary>
/// <param name="ports">The port of the proxy for each of the cluster.</param>
internal sealed class Rewriting(IReadOnlyDictionary<int, int> ports)
{
    private const KafkaApi ApiVersions = (KafkaApi)18;
    private static readonly Dictionary<KafkaApi, short> Newest = new() { [KafkaApi.Produce] = 7, [KafkaApi.ListOffsets] = 2, [KafkaApi.Metadata] = 4, [KafkaApi.FindCoordinator] = 2 };

    private readonly ConcurrentDictionary<KafkaApi, int> _answered = [];
    private int _lookUps;

    public VisiblePartitions Visible { get; } = new();

    public TimeIndex Times { get; } = new();

    /// <summary>How often a partition's offset has been looked up by time.</summary>
    public int LookUpsByTime => Volatile.Read(ref _lookUps);

    /// <summary>How many requests of a kind have been answered.</summary>
    public int Answered(KafkaApi api) => _answered.GetValueOrDefault(api);

    /// <summary>What the client gets instead of a response.</summary>
    public byte[] Change(SentRequest request, byte[] response)
    {
        if (Newest.TryGetValue(request.Api, out var newest) && request.Version != newest)
            throw new NotSupportedException($"{request.Api} comes in version {request.Version}, and the proxy looks into {newest}.");
        _answered.AddOrUpdate(request.Api, 1, (_, count) => count + 1);
        switch (request.Api)
        {
            case ApiVersions:
                Lower(response);
                break;
            case KafkaApi.Metadata:
                return MetadataResponse.Change(response, Visible, Redirect);
            case KafkaApi.FindCoordinator:
                // The port comes last.
                Redirect(response.AsSpan(^4..));
                break;
            case KafkaApi.ListOffsets:
                ListOffsets(request, response);
                break;
            case KafkaApi.Produce:
                Times.OnProduced(request, response);
                break;
        }

        return response;
    }

    // Up to version 2, which is the newest that the mock cluster has and refuses newer ones: correlation, error, then key, least and most version of each.
    private static void Lower(byte[] response)
    {
        var reader = new WireReader(response);
        reader.Take(4);
        if (reader.Int16() != 0)
            return;
        for (var count = reader.Int32(); count > 0; count--)
        {
            var api = (KafkaApi)reader.Int16();
            reader.Take(2);
            var most = reader.Take(2);
            if (Newest.TryGetValue(api, out var newest))
                BinaryPrimitives.WriteInt16BigEndian(most, newest);
        }
    }

    // Both lists have the same topics and partitions in the same order.
    private void ListOffsets(SentRequest request, byte[] response)
    {
        var asked = request.Body();
        var answer = new WireReader(response);
        asked.Take(5);
        answer.Take(8);
        answer.Take(4);
        for (var topics = asked.Int32(); topics > 0; topics--)
        {
            var topic = asked.Text()!;
            answer.Text();
            answer.Take(4);
            for (var partitions = asked.Int32(); partitions > 0; partitions--)
            {
                var (partition, from) = (asked.Int32(), asked.Int64());
                var isAnswered = (answer.Int32(), answer.Int16()) == (partition, 0);
                var place = answer.Take(16);
                if (from < 0)
                    continue;
                Interlocked.Increment(ref _lookUps);
                if (isAnswered)
                    Write(Times.Find(topic, partition, from), place);
            }
        }
    }

    private static void Write((long Time, long Offset) found, Span<byte> place)
    {
        BinaryPrimitives.WriteInt64BigEndian(place, found.Time);
        BinaryPrimitives.WriteInt64BigEndian(place[8..], found.Offset);
    }

    private void Redirect(Span<byte> port)
    {
        if (ports.TryGetValue(BinaryPrimitives.ReadInt32BigEndian(port), out var own))
            BinaryPrimitives.WriteInt32BigEndian(port, own);
    }
}
