using System.Net;
using System.Net.Sockets;
using Execution.Tests.Context;
using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Receiving;

public sealed class SocketFairnessTests
{
    private readonly FakeTimeProvider _clock = Clock();

    [Fact]
    public async Task A_peer_that_never_stops_sending_keeps_no_other_from_being_heard()
    {
        await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock });
        var listening = new TaskCompletionSource<IPEndPoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        var isOver = false;
        Thread? flood = null;
        context.FromSocketListener(new IPEndPoint(IPAddress.Loopback, 0), "lines", new SocketOptions { MaxLineBytes = 100 }, endpoint =>
        {
            // Something is there whenever the other side looks, from the start.
            flood = Flood(endpoint, () => Volatile.Read(ref isOver));
            listening.SetResult(endpoint);
        }).ForEachBatch(_ => { });
        context.Start();
        var endpoint = await listening.Task.InTime();
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(endpoint).InTime();
        await client.SendAsync("good\n"u8.ToArray());
        var comes = SpinWait.SpinUntil(() => context.Sources[0].Lag == 1, TimeSpan.FromSeconds(15));
        Volatile.Write(ref isOver, true);
        flood!.Join();
        Assert.True(comes, $"Nobody heard the good client beside {context.Sources[0].Malformed} malformed lines.");
    }

    [Fact]
    public async Task A_letter_that_is_refused_fails_the_source()
    {
        await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock });
        var listening = new TaskCompletionSource<IPEndPoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new SocketOptions { Receiver = new ReceiverOptions { Malformed = MalformedPolicy.DeadLetter(_ => throw new InvalidOperationException("no room")) } };
        context.FromSocketListener(new IPEndPoint(IPAddress.Loopback, 0), "lines", options, listening.SetResult).ForEachBatch(_ => { });
        context.Start();
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(await listening.Task.InTime()).InTime();
        await client.SendAsync(new byte[] { 0xFF, (byte)'\n' });
        await _clock.AdvanceUntil(Second, () => context.Completion.IsCompleted);
        var failure = await context.FailsWith("LS3003");
        Assert.Contains("no room", failure.Message, StringComparison.Ordinal);
    }

    private static Thread Flood(IPEndPoint endpoint, Func<bool> isOver)
    {
        using var hasBegun = new ManualResetEventSlim();
        var thread = new Thread(() =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(endpoint);
            var nonsense = Enumerable.Range(0, 1 << 16).Select(i => i % 2 == 0 ? (byte)0xFF : (byte)'\n').ToArray();
            socket.Send(nonsense);
            hasBegun.Set();
            while (!isOver())
            {
                socket.Send(nonsense);
            }
        })
        { IsBackground = true };
        thread.Start();
        Assert.True(hasBegun.Wait(Patience));
        return thread;
    }
}
