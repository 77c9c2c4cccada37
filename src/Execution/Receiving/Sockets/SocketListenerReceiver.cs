using System.Net;
using System.Net.Sockets;

namespace Linq.Streaming.Execution.Receiving.Sockets;

/// <summary>Lines of all clients that connect. A connection that breaks, or sends nonsense, harms no other.</summary>
internal sealed class SocketListenerReceiver(IPEndPoint endpoint, SocketOptions options, Action<IPEndPoint>? onListening, TimeProvider time) : StreamReceiver<string>
{
    private int _connections;
    private int _open;

    public override async Task ReceiveAsync(ReceiverContext<string> receiver, CancellationToken cancellationToken)
    {
        using var failed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(endpoint);
        listener.Listen(512);
        onListening?.Invoke((IPEndPoint)listener.LocalEndPoint!);
        var fatal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!fatal.Task.IsCompleted)
        {
            var accepting = listener.AcceptAsync(failed.Token).AsTask();
            await Task.WhenAny(accepting, fatal.Task).ConfigureAwait(false);
            if (fatal.Task.IsCompleted)
            {
                await failed.CancelAsync().ConfigureAwait(false);
                break;
            }

            var socket = await accepting.ConfigureAwait(false);
            if (Volatile.Read(ref _open) >= options.MaxConnections)
            {
                socket.Dispose();
                continue;
            }

            Interlocked.Increment(ref _open);
            _ = ServeAsync(socket, ++_connections, receiver, fatal, failed.Token);
        }

        await fatal.Task.ConfigureAwait(false);
    }

    private async Task ServeAsync(Socket socket, int number, ReceiverContext<string> receiver, TaskCompletionSource fatal, CancellationToken cancellation)
    {
        try
        {
            using (socket)
            {
                await LineConnection.ReceiveAsync(socket, $"connection {number} from {socket.RemoteEndPoint}", options, receiver, time, cancellation).ConfigureAwait(false);
            }
        }
        catch (StreamQueryException failure)
        {
            // The policy is to fail.
            fatal.TrySetException(failure);
        }
        catch (ReceiverOverflowException failure)
        {
            fatal.TrySetException(failure);
        }
        catch (Exception)
        {
            // The peer is gone, or has been quiet for too long: others go on.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
