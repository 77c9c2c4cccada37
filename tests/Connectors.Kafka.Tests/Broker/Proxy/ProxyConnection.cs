using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Connectors.Kafka.Tests.Broker.Proxy;

/// <summary>One connection of a client, and its own to the broker behind.</summary>
internal sealed class ProxyConnection(NetworkStream client, NetworkStream broker, Rewriting rewriting)
{
    private readonly ConcurrentDictionary<int, SentRequest> _sent = [];

    /// <summary>Until one side closes.</summary>
    public async Task RunAsync(CancellationToken stopped)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopped);
        var (requests, responses) = (ForwardRequestsAsync(either.Token), ForwardResponsesAsync(either.Token));
        await Task.WhenAny(requests, responses);
        await either.CancelAsync();
        await Task.WhenAll(responses, requests);
    }

    private async Task ForwardRequestsAsync(CancellationToken stopped)
    {
        while (true)
        {
            var frame = await ReadAsync(client, stopped);
            var (correlation, request) = SentRequest.Of(frame);
            _sent[correlation] = request;
            await WriteAsync(broker, frame, stopped);
        }
    }

    private async Task ForwardResponsesAsync(CancellationToken stopped)
    {
        while (true)
        {
            var frame = await ReadAsync(broker, stopped);
            if (_sent.TryRemove(BinaryPrimitives.ReadInt32BigEndian(frame), out var request))
                frame = rewriting.Change(request, frame);
            await WriteAsync(client, frame, stopped);
        }
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken stopped)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, stopped);
        var frame = new byte[BinaryPrimitives.ReadInt32BigEndian(length)];
        await stream.ReadExactlyAsync(frame, stopped);
        return frame;
    }

    private static async Task WriteAsync(NetworkStream stream, byte[] frame, CancellationToken stopped)
    {
        var bytes = new byte[4 + frame.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, frame.Length);
        frame.CopyTo(bytes, 4);
        await stream.WriteAsync(bytes, stopped);
    }
}
