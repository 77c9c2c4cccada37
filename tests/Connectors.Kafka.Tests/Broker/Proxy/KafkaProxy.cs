using System.Net;
using System.Net.Sockets;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Broker.Proxy;

/// <summary>Stands between clients and a mock cluster, and supplies what that has not: offsets by time, of records that were written through it, and topics that get more partitions.</summary>
/// <remarks>It forwards the frames of the protocol, and changes the responses. Partitions that "are added" are there from the start, and hidden from whoever asks through the proxy.</remarks>
internal sealed class KafkaProxy : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly List<TcpListener> _listeners = [];
    private readonly Rewriting _rewriting;
    private Exception? _failure;

    public KafkaProxy(KafkaMockCluster cluster)
    {
        var ports = new Dictionary<int, int>();
        foreach (var address in cluster.BootstrapServers.Split(','))
        {
            var broker = IPEndPoint.Parse(address);
            var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            _listeners.Add(listener);
            ports.Add(broker.Port, ((IPEndPoint)listener.LocalEndpoint).Port);
            _ = ListenAsync(listener, broker);
        }

        _rewriting = new Rewriting(ports);
        BootstrapServers = string.Join(',', ports.Values.Select(port => $"127.0.0.1:{port}"));
    }

    public string BootstrapServers { get; }

    /// <summary>How often a partition's offset has been looked up by time.</summary>
    public int LookUpsByTime => _rewriting.LookUpsByTime;

    /// <summary>How many requests of a kind have been answered.</summary>
    public int Answered(KafkaApi api) => _rewriting.Answered(api);

    /// <summary>How many responses have told of a topic.</summary>
    public int MetadataAnswers(string topic) => _rewriting.Visible.Answers(topic);

    /// <summary>Shows only the first partitions of a topic. A higher number, later, is what an administrator does who adds partitions.</summary>
    /// <param name="topic">Which topic.</param>
    /// <param name="count">How many; with 0 there is no such topic.</param>
    /// <param name="answers">In how many responses; behind them all are shown.</param>
    public void ShowPartitions(string topic, int count, int answers = int.MaxValue) => _rewriting.Visible.Set(topic, count, answers);

    /// <summary>Fails if the proxy could not make sense of what went through it.</summary>
    public void Dispose()
    {
        _stopped.Cancel();
        _listeners.ForEach(listener => listener.Dispose());
        Assert.Null(_failure);
    }

    private async Task ListenAsync(TcpListener listener, IPEndPoint broker)
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(_stopped.Token), broker);
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client, IPEndPoint address)
    {
        using var broker = new TcpClient();
        using (client)
        {
            try
            {
                await broker.ConnectAsync(address, _stopped.Token);
                await new ProxyConnection(client.GetStream(), broker.GetStream(), _rewriting).RunAsync(_stopped.Token);
            }
            catch (Exception closed) when (closed is IOException or SocketException or OperationCanceledException)
            {
            }
            catch (Exception failure)
            {
                _failure ??= failure;
            }
        }
    }
}
