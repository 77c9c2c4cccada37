using System.Net;
using System.Net.Sockets;
using System.Text;
using Execution.Tests.Context;
using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Receiving;

public sealed class SocketTests
{
    private readonly FakeTimeProvider _clock = Clock();

    [Fact]
    public async Task Lines_of_a_server_come_and_a_connection_that_ends_is_made_again()
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server.Listen();
        await using var context = Context();
        var lines = new List<string>();
        context.FromSocket("127.0.0.1", ((IPEndPoint)server.LocalEndPoint!).Port, "lines").ForEachBatch(batch => lines.AddRange(batch));
        context.Start();
        for (var connection = 1; connection <= 2; connection++)
        {
            var accepting = server.AcceptAsync();
            await _clock.AdvanceUntil(TimeSpan.FromMilliseconds(1), () => accepting.IsCompleted);

            using (var peer = await accepting.InTime())
            {
                await peer.SendAsync(Encoding.UTF8.GetBytes($"{connection}a\r\n{connection}b\nrest {connection}"));
            }

            await _clock.AdvanceUntil(Second, () => context.Sources[0].Count == 3 * connection);
        }

        Assert.Equal(["1a", "1b", "rest 1", "2a", "2b", "rest 2"], lines);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again_and_its_state_says_why()
    {
        await using var context = Context();
        context.FromSocket("127.0.0.1", FreePort(), "lines").ForEachBatch(_ => { });
        context.Start();
        await Until(() => context.Sources[0].Receiver!.State == ReceiverState.Restarting);
        Assert.NotNull(context.Sources[0].Receiver!.LastError);
        await context.StopAsync().InTime();
    }

    [Fact]
    public async Task Hostile_peers_harm_neither_the_query_nor_a_good_one()
    {
        await using var context = Context();
        var listening = new TaskCompletionSource<IPEndPoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        var good = 0;
        var malformed = 0;
        context.FromSocketListener(
                new IPEndPoint(IPAddress.Loopback, 0),
                "lines",
                new SocketOptions { MaxLineBytes = 100, MaxConnections = 60, Receiver = new ReceiverOptions { Malformed = MalformedPolicy.DeadLetter(_ => Interlocked.Increment(ref malformed)) } },
                listening.SetResult)
            .Where(line => line.StartsWith("good", StringComparison.Ordinal)).ForEachBatch(batch => good += batch.Count);
        context.Start();
        var endpoint = await listening.Task.InTime();
        using var client = await ConnectAsync(endpoint);
        var hostile = new List<Socket>();
        for (var i = 0; i < 50; i++)
        {
            var peer = await ConnectAsync(endpoint);
            hostile.Add(peer);
            await peer.SendAsync(Nonsense(i));
        }

        for (var i = 0; i < 1_000; i++)
        {
            await client.SendAsync(Encoding.UTF8.GetBytes($"good {i}\n"));
        }

        await _clock.AdvanceUntil(Second, () => good == 1_000);

        hostile.ForEach(peer => peer.Dispose());
        await Until(() => Volatile.Read(ref malformed) >= 10);
        Assert.False(context.Completion.IsCompleted);
        Assert.Equal(malformed, context.Sources[0].Malformed);
    }

    [Fact]
    public async Task More_clients_than_there_may_be_are_closed()
    {
        await using var context = Context();
        var listening = new TaskCompletionSource<IPEndPoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        context.FromSocketListener(new IPEndPoint(IPAddress.Loopback, 0), "lines", new SocketOptions { MaxConnections = 1 }, listening.SetResult).ForEachBatch(_ => { });
        context.Start();
        using var first = await ConnectAsync(await listening.Task.InTime());
        await first.SendAsync("hello\n"u8.ToArray());
        await Until(() => context.Sources[0].Lag == 1);
        using var second = await ConnectAsync(await listening.Task);
        Assert.Equal(0, await second.ReceiveAsync(new byte[1]).InTime());
    }

    [Fact]
    public async Task A_peer_that_is_quiet_for_too_long_is_given_up()
    {
        await using var context = Context();
        var listening = new TaskCompletionSource<IPEndPoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        context.FromSocketListener(new IPEndPoint(IPAddress.Loopback, 0), "lines", new SocketOptions { IdleTimeout = Second * 5 }, listening.SetResult).ForEachBatch(_ => { });
        context.Start();
        using var peer = await ConnectAsync(await listening.Task.InTime());
        await peer.SendAsync("hel"u8.ToArray());
        var closed = peer.ReceiveAsync(new byte[1]);
        await _clock.AdvanceUntil(Second, () => closed.IsCompleted);

        // Closed, or reset.
        Assert.True(closed.IsFaulted || await closed == 0);
    }

    private StreamContext Context() => new(new StreamOptions { BatchInterval = Second, TimeProvider = _clock });

    private static byte[] Nonsense(int seed)
    {
        var bytes = new byte[2_000];
        new Random(seed).NextBytes(bytes);
        return (seed % 3) switch
        {
            0 => bytes,
            1 => [.. Enumerable.Repeat((byte)'x', 2_000)],
            _ => [0xFF, (byte)'\n', .. bytes],
        };
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint endpoint)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint).InTime();
        return socket;
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static Task Until(Func<bool> condition) => Task.Run(() => Assert.True(SpinWait.SpinUntil(condition, Patience))).InTime();
}
