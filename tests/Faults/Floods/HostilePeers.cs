using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Faults.Floods;

/// <summary>Connections that send what no line may be, beside a client that sends lines at a steady rate.</summary>
internal sealed class HostilePeers(IPEndPoint endpoint, int seed)
{
    /// <summary>The longest line that the query takes.</summary>
    public const int MaxLineBytes = 1_000;

    private const int AtOnce = 50;
    private const int FramesPerWrite = 100;

    private long _sent;

    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Opens so many connections, some of them at once, and sends so many frames over them; a few are left open and silent.</summary>
    public async Task AttackAsync(int connections, long frames)
    {
        var perConnection = Math.Max(1, frames / connections);
        using var room = new SemaphoreSlim(AtOnce);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async number =>
        {
            await room.WaitAsync();
            try
            {
                await AttackOnceAsync(number, number == connections - 1 ? frames - (perConnection * (connections - 1)) : perConnection);
            }
            finally
            {
                room.Release();
            }
        }));
    }

    /// <summary>Sends numbered lines, so many a second, until it is told to stop; how many, and what share of the rate that was.</summary>
    public async Task<(long Count, double Share)> SendGoodAsync(int perSecond, Func<bool> isOver)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint);
        var (start, count) = (TimeProvider.System.GetTimestamp(), 0L);
        while (!isOver())
        {
            var due = (long)(TimeProvider.System.GetElapsedTime(start).TotalSeconds * perSecond);
            if (due > count)
            {
                var lines = string.Concat(Enumerable.Range(0, (int)Math.Min(due - count, 1_000)).Select(i => $"good {count + i}\n"));
                await socket.SendAsync(Encoding.UTF8.GetBytes(lines));
                count += Math.Min(due - count, 1_000);
            }

            await Task.Delay(10);
        }

        return (count, count / TimeProvider.System.GetElapsedTime(start).TotalSeconds / perSecond);
    }

    private async Task AttackOnceAsync(int number, long frames)
    {
        var random = new Random(seed + number);
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(endpoint);
            for (var left = frames; left > 0;)
            {
                var count = (int)Math.Min(left, FramesPerWrite);
                await socket.SendAsync(Frames(random, count));
                Interlocked.Add(ref _sent, count);
                left -= count;
            }
        }
        catch (SocketException)
        {
            // Closed by the other side: hostile all the same.
        }
    }

    private static byte[] Frames(Random random, int count)
    {
        using var bytes = new MemoryStream();
        for (var i = 0; i < count; i++)
        {
            switch (random.Next(4))
            {
                case 0:
                    bytes.Write([0xC3, 0x28, .. Noise(random, random.Next(40)), (byte)'\n']);
                    break;
                case 1:
                    bytes.Write(Enumerable.Repeat((byte)'x', MaxLineBytes + random.Next(1, 300)).ToArray());
                    bytes.WriteByte((byte)'\n');
                    break;
                case 2:
                    bytes.Write([0xFF, .. Noise(random, random.Next(200)), (byte)'\n']);
                    break;
                default:
                    // A surrogate in UTF-8.
                    bytes.Write([0xED, 0xA0, 0x80, (byte)'\n']);
                    break;
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Noise(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        for (var i = 0; i < count; i++)
        {
            bytes[i] = bytes[i] == (byte)'\n' ? (byte)0 : bytes[i];
        }

        return bytes;
    }
}
