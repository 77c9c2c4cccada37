using System.Buffers.Binary;
using Confluent.Kafka;

namespace Connectors.Kafka.Tests.Broker.Proxy;

/// <summary>Puts the proxy's port in the place of a broker's.</summary>
internal delegate void RedirectPort(Span<byte> port);

/// <summary>A response of version 4 that tells of brokers, topics and partitions.</summary>
internal static class MetadataResponse
{
    /// <summary>What is left of it where partitions are not shown.</summary>
    public static byte[] Change(byte[] response, VisiblePartitions partitions, RedirectPort redirect)
    {
        var reader = new WireReader(response);
        var hidden = new List<Range>();
        reader.Take(8);
        for (var brokers = reader.Int32(); brokers > 0; brokers--)
        {
            reader.Take(4);
            reader.Text();
            redirect(reader.Take(4));
            reader.Text();
        }

        reader.Text();
        reader.Take(4);
        for (var topics = reader.Int32(); topics > 0; topics--)
        {
            var error = reader.Take(2);
            var visible = partitions.Next(reader.Text()!);
            if (visible == 0)
                BinaryPrimitives.WriteInt16BigEndian(error, (short)ErrorCode.UnknownTopicOrPart);
            reader.Take(1);
            hidden.AddRange(Partitions(ref reader, visible));
        }

        var shown = response.AsEnumerable();
        foreach (var range in hidden.AsEnumerable().Reverse())
            shown = [.. shown.Take(range.Start.Value), .. shown.Skip(range.End.Value)];
        return [.. shown];
    }

    // Where the partitions of a topic lie that are not shown; they do not count any more.
    private static List<Range> Partitions(ref WireReader reader, int visible)
    {
        var hidden = new List<Range>();
        var count = reader.Take(4);
        var all = BinaryPrimitives.ReadInt32BigEndian(count);
        for (var i = 0; i < all; i++)
        {
            var start = reader.Position;
            reader.Take(2);
            var partition = reader.Int32();
            reader.Take(4);
            reader.Take(4 * reader.Int32());
            reader.Take(4 * reader.Int32());
            if (partition >= visible)
                hidden.Add(start..reader.Position);
        }

        BinaryPrimitives.WriteInt32BigEndian(count, all - hidden.Count);
        return hidden;
    }
}
