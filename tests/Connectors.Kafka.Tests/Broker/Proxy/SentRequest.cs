using Linq.Streaming;

namespace Connectors.Kafka.Tests.Broker.Proxy;

/// <summary>A request that waits for its response.</summary>
/// <param name="Api">What is asked.</param>
/// <param name="Version">In which version.</param>
/// <param name="Frame">All of it, without its length.</param>
internal sealed record SentRequest(KafkaApi Api, short Version, byte[] Frame)
{
    /// <summary>Behind the header, which all versions that are looked into have in common.</summary>
    public WireReader Body()
    {
        var reader = new WireReader(Frame);
        reader.Take(8);
        reader.Text();
        return reader;
    }

    public static (int Correlation, SentRequest Request) Of(byte[] frame)
    {
        var reader = new WireReader(frame);
        var (api, version) = ((KafkaApi)reader.Int16(), reader.Int16());
        return (reader.Int32(), new SentRequest(api, version, frame));
    }
}
