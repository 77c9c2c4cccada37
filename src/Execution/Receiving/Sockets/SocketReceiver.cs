using System.Net.Sockets;

namespace Linq.Streaming.Execution.Receiving.Sockets;

/// <summary>Lines of a server that is connected to. When the connection ends or breaks, it is made again.</summary>
internal sealed class SocketReceiver(string host, int port, SocketOptions options, TimeProvider time) : StreamReceiver<string>
{
    private int _connections;

    public override async Task ReceiveAsync(ReceiverContext<string> receiver, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
        await LineConnection.ReceiveAsync(socket, $"connection {++_connections} to {host}:{port}", options, receiver, time, cancellationToken).ConfigureAwait(false);

        // To the supervisor an end is a failure: it makes the next connection.
        throw new IOException($"{host}:{port} has closed the connection.");
    }
}
