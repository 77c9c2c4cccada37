using System.Net;
using System.Net.Sockets;

namespace Connectors.Postgres.Tests.Faults;

/// <summary>A way to the server that can be cut, on loopback.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private volatile Fault? _fault;

    public CuttingProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The fault to come, in place of one that has not happened.</summary>
    public void Arm(Fault? fault) => _fault = fault;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ForwardAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            await server.ConnectAsync(_host, _port);
            client.NoDelay = server.NoDelay = true;
            using var end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            await Task.WhenAll(
                PumpAsync(client.GetStream(), server.GetStream(), toServer: true, end),
                PumpAsync(server.GetStream(), client.GetStream(), toServer: false, end));
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, bool toServer, CancellationTokenSource end)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int count, passed; (count = await from.ReadAsync(buffer, end.Token)) > 0;)
            {
                var fault = _fault is { HasHappened: false } armed ? armed : null;
                passed = fault?.Pass(buffer.AsSpan(0, count), toServer) ?? count;
                await to.WriteAsync(buffer.AsMemory(0, passed), end.Token);
                if (fault?.HasHappened == true)
                    break;
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }

        // Both directions end together, as when the line is down.
        await end.CancelAsync();
    }
}
