using System.Net;
using Faults.Floods;
using Linq.Streaming;

namespace Faults.Commands;

/// <summary>Sends malformed frames over hostile connections beside a good client, and counts: every good line comes, every bad one is counted, memory stays flat, and the good client keeps its rate.</summary>
internal static class SocketsCommand
{
    private const int DefaultFrames = 5_000_000;
    private const int DefaultConnections = 1_000;
    private const int GoodPerSecond = 5_000;

    // What is left when all has been collected: the process itself, and lines on their way.
    private const long MostLeft = 32 << 20;

    // A rate over less time says nothing.
    private const int LeastSeconds = 3;

    public static int Run(Arguments arguments, TextWriter writer) => RunAsync(arguments, writer).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(Arguments arguments, TextWriter writer)
    {
        var frames = arguments.Number("--frames", DefaultFrames);
        var connections = (int)arguments.Number("--connections", DefaultConnections);
        var start = TimeProvider.System.GetTimestamp();
        using var memory = new MemoryWatch();
        await using var context = new StreamContext(TimeSpan.FromMilliseconds(50));
        var listening = new TaskCompletionSource<IPEndPoint>(TaskCreationOptions.RunContinuationsAsynchronously);
        var (good, isInOrder, others) = (0L, true, 0L);
        context.FromSocketListener(
                new IPEndPoint(IPAddress.Loopback, 0), "lines", new SocketOptions { MaxLineBytes = HostilePeers.MaxLineBytes, MaxConnections = connections + 1 }, listening.SetResult)
            .ForEachBatch(batch =>
            {
                foreach (var line in batch)
                {
                    if (line.StartsWith("good ", StringComparison.Ordinal))
                    {
                        isInOrder &= line == $"good {good++}";
                    }
                    else
                    {
                        others++;
                    }
                }
            });
        context.Start();
        var peers = new HostilePeers(await listening.Task, arguments.Seed);
        var attack = peers.AttackAsync(connections, frames);
        var (sent, rate) = await peers.SendGoodAsync(GoodPerSecond, () => attack.IsCompleted);
        await attack;
        var left = GC.GetTotalMemory(forceFullCollection: true);
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await Until(() => Volatile.Read(ref good) >= sent && context.Sources[0].Malformed + Volatile.Read(ref others) >= peers.Sent);
        await context.StopAsync();
        var malformed = context.Exit!.Sources[0].Malformed;
        var isRight = good == sent && isInOrder && others == 0 && malformed == peers.Sent && context.Exit.Reason == ExitReason.Drained && memory.IsFlat && left < MostLeft && (rate > 0.9 || seconds < LeastSeconds);
        writer.WriteLine(FormattableString.Invariant(
            $"sockets: seed {arguments.Seed}, {peers.Sent} frames over {connections} hostile connections in {seconds:F0} s, {malformed} counted as malformed, {good} of {sent} good lines, the good client at {rate:P0} of its rate, {memory.Megabytes.First} then {memory.Megabytes.Second} MB, {left >> 20} MB when collected"));
        return isRight ? 0 : 1;
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 1_000 && !condition(); i++)
        {
            await Task.Delay(20);
        }
    }
}
