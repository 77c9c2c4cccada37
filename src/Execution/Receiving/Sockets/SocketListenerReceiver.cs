using System.Net;
using System.Net.Sockets;

namespace Linq.Streaming.Execution.Receiving.Sockets;

/// <summary>Lines of all clients that connect. A connection that breaks, or sends nonsense, harms no other.</summary>
internal sealed class SocketListenerReceiver(IPEndPoint endpoint, SocketOptions options, Action<IPEndPoint>? onListening, TimeProvider time) : StreamReceiver<string>
{
    // What fails in a row, and how long each is waited for: a process that has no descriptor left gets one when a connection ends.
    private const int MaxAcceptFailures = 50;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private int _connections;
    private int _open;

    public override async Task ReceiveAsync(ReceiverContext<string> receiver, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var listener = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(endpoint);
        listener.Listen(512);
        onListening?.Invoke((IPEndPoint)listener.LocalEndPoint!);
        var fatal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var accepting = AcceptAsync(listener, receiver, fatal, over.Token);
            await (await Task.WhenAny(accepting, fatal.Task).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task AcceptAsync(Socket listener, ReceiverContext<string> receiver, TaskCompletionSource fatal, CancellationToken cancellation)
    {
        for (var failures = 0; ;)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptAsync(cancellation).ConfigureAwait(false);
                failures = 0;
            }
            catch (SocketException) when (++failures < MaxAcceptFailures)
            {
                await Task.Delay(AcceptPause, time, cancellation).ConfigureAwait(false);
                continue;
            }

            if (Volatile.Read(ref _open) >= options.MaxConnections)
            {
                socket.Dispose();
                continue;
            }

            Interlocked.Increment(ref _open);

            // On the pool: a peer that never stops sending would keep this loop from the others.
            var number = ++_connections;
            _ = Task.Run(() => ServeAsync(socket, number, receiver, fatal, cancellation), CancellationToken.None);
        }
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
