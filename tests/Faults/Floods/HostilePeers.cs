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

    /// <summary>Opens so many connections, and sends so many frames over them, some of them at once. All stay open until the last has sent: silent, in the middle of a line, or in one without end.</summary>
    public async Task AttackAsync(int connections, long frames)
    {
        var (sockets, each) = (new List<Socket>(), frames / connections);
        for (var number = 0; number < connections; number++)
        {
            sockets.Add(new Socket(SocketType.Stream, ProtocolType.Tcp));
            await sockets[number].ConnectAsync(endpoint);
        }

        using var room = new SemaphoreSlim(AtOnce);
        await Task.WhenAll(sockets.Select(async (socket, number) =>
        {
            await room.WaitAsync();
            try
            {
                await AttackOnceAsync(socket, number, number == 0 ? frames - (each * (connections - 1)) : each);
            }
            finally
            {
                room.Release();
            }
        }));
        sockets.ForEach(socket => socket.Dispose());
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

    private async Task AttackOnceAsync(Socket socket, int number, long frames)
    {
        var random = new Random(seed + number);
        try
        {
            for (var left = frames; left > 0;)
            {
                var count = (int)Math.Min(left, FramesPerWrite);
                await socket.SendAsync(Frames(random, count));
                Interlocked.Add(ref _sent, count);
                left -= count;
            }

            // A line that is not finished is malformed when it has become too long, or when the connection ends.
            if (Unfinished(number) is { Length: > 0 } rest)
            {
                await socket.SendAsync(rest);
                Interlocked.Increment(ref _sent);
            }
        }
        catch (SocketException)
        {
            // Closed by the other side: hostile all the same.
        }
    }

    private static byte[] Unfinished(int number) => (number % 3) switch
    {
        0 => [],
        1 => [0xC3],
        _ => Enumerable.Repeat((byte)'x', 100 * MaxLineBytes).ToArray(),
    };

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
