using System.IO.Pipelines;
using System.Net.Sockets;

namespace Linq.Streaming.Execution.Receiving.Sockets;

/// <summary>Receives the lines of one connection until it ends.</summary>
internal static class LineConnection
{
    /// <param name="socket">Connected; the caller disposes of it.</param>
    /// <param name="name">What the connection is called in positions.</param>
    /// <param name="options">How long lines and pauses may be.</param>
    /// <param name="receiver">Where lines go.</param>
    /// <param name="time">The clock for pauses.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="TimeoutException">Nothing came for longer than it may.</exception>
    public static async Task ReceiveAsync(
        Socket socket, string name, SocketOptions options, ReceiverContext<string> receiver, TimeProvider time, CancellationToken cancellation)
    {
        KeepAlive(socket);
        var stream = new NetworkStream(socket);
        await using (stream.ConfigureAwait(false))
        {
            var reader = PipeReader.Create(stream);
            var lines = new LineSplitter(options.MaxLineBytes, (line, reason, content) => receiver.Malformed($"{name}, line {line}", reason, content));
            while (true)
            {
                var read = await ReadAsync(reader, options.IdleTimeout, time, cancellation).ConfigureAwait(false);
                var buffer = read.Buffer;
                while (lines.TryNext(ref buffer, read.IsCompleted, out var line))
                {
                    await receiver.AddAsync(line, cancellation).ConfigureAwait(false);
                }

                if (read.IsCompleted)
                {
                    await reader.CompleteAsync().ConfigureAwait(false);
                    return;
                }

                reader.AdvanceTo(buffer.Start, buffer.End);

                // A read of what has come already never waits, so many peers that never stop sending would take every thread of the pool for themselves.
                await Task.Yield();
            }
        }
    }

    // A quiet peer is no error, and one that is not there any more is: only the system can tell them apart.
    private static void KeepAlive(Socket socket)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 6);
    }

    private static async ValueTask<ReadResult> ReadAsync(PipeReader reader, TimeSpan idle, TimeProvider time, CancellationToken cancellation)
    {
        var read = reader.ReadAsync(cancellation);
        if (read.IsCompleted || idle == Timeout.InfiniteTimeSpan)
        {
            return await read.ConfigureAwait(false);
        }

        return await read.AsTask().WaitAsync(idle, time, cancellation).ConfigureAwait(false);
    }
}
