using System.Diagnostics;
using System.Threading.Channels;

namespace Linq.Streaming.Benchmarks.Latency;

/// <summary>Batches of 1 ms by the clock, mostly empty, and an element in a channel now and then.</summary>
internal sealed class LatencyRun
{
    // The JIT is busy at first, and a stream runs for long.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private readonly Channel<long> _channel = Channel.CreateUnbounded<long>();
    private long _start;

    /// <summary>From the time at which a batch is due to the call of its output.</summary>
    public Delays Scheduling { get; } = new();

    /// <summary>From the offer of an element to the output that sees it.</summary>
    public Delays Elements { get; } = new();

    /// <summary>Measures for as long as said, after a warm-up.</summary>
    public async Task RunAsync(TimeSpan duration)
    {
        await using var context = new StreamContext(TimeSpan.FromMilliseconds(1));
        context.FromChannel(_channel.Reader)
            .Where(offered => offered >= 0)
            .Select(offered => new { Offered = offered })
            .GroupBy(x => x.Offered)
            .Select(g => g.Key)
            .ForEachBatch(See);
        _start = Stopwatch.GetTimestamp();
        context.Start();
        await OfferAsync(WarmUp + duration).ConfigureAwait(false);
        await context.Completion.ConfigureAwait(false);
    }

    private async Task OfferAsync(TimeSpan duration)
    {
        var random = new Random(1);
        while (Stopwatch.GetElapsedTime(_start) < duration)
        {
            await Task.Delay(random.Next(3, 12)).ConfigureAwait(false);
            _channel.Writer.TryWrite(Stopwatch.GetTimestamp());
        }

        _channel.Writer.Complete();
    }

    private void See(Batch<long> batch)
    {
        if (Stopwatch.GetElapsedTime(_start) < WarmUp)
        {
            return;
        }

        Scheduling.Add(TimeProvider.System.GetUtcNow() - batch.Time);
        foreach (var offered in batch)
        {
            Elements.Add(Stopwatch.GetElapsedTime(offered));
        }
    }
}
