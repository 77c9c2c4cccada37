using System.Linq.Expressions;

namespace Linq.Streaming.Benchmarks.Windows;

/// <summary>One hopping window over event time, full, moved on batch by batch: the same events whatever its length.</summary>
public sealed class HoppingRun : IDisposable
{
    /// <summary>How many events each second of event time has; a batch is one second.</summary>
    public const int EventsPerSecond = 1_000;

    /// <summary>How many seconds the longest window holds; all are measured over as many.</summary>
    public const int Seconds = 3_600;

    private const int Keys = 100;

    // Out of order by up to so many seconds, which is also the bound of the watermark.
    private const int Disorder = 2;

    private static readonly (int Key, int Value, int Behind)[] Data = MakeData();

    private readonly SteppedRun<TimedReading> _run;
    private readonly TimedReading[] _batch = new TimedReading[EventsPerSecond];
    private long _second;

    /// <param name="length">How long the window is, in seconds; it hops by one.</param>
    /// <param name="aggregate">What is asked of each key.</param>
    public HoppingRun(int length, Expression<Func<IStreamGrouping<int, TimedReading>, long>> aggregate)
    {
        _run = new SteppedRun<TimedReading>(1, readings => readings
            .WithEventTime(reading => reading.Milliseconds, TimeUnit.Milliseconds, TimeSpan.FromSeconds(Disorder))
            .Window(TimeSpan.FromSeconds(length), TimeSpan.FromSeconds(1))
            .GroupBy(reading => reading.Key).Select(aggregate)
            .ForEachBatch(batch => Results += batch.Count));
        MoveOn();
    }

    /// <summary>The results so far.</summary>
    public long Results { get; private set; }

    /// <summary>Runs as many seconds as the longest window holds.</summary>
    public void MoveOn()
    {
        for (var i = 0; i < Seconds; i++)
        {
            Fill();
            _run.Step(_batch);
        }
    }

    public void Dispose() => _run.Dispose();

    private void Fill()
    {
        var start = ++_second * 1_000;
        var from = (int)(_second % 59) * EventsPerSecond;
        for (var i = 0; i < EventsPerSecond; i++)
        {
            var (key, value, behind) = Data[from + i];
            _batch[i] = new TimedReading(start + i - behind, key, value);
        }
    }

    private static (int Key, int Value, int Behind)[] MakeData()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 59 * EventsPerSecond).Select(_ => (random.Next(Keys), random.Next(), random.Next(10) == 0 ? random.Next(Disorder * 1_000) : 0))];
    }
}

/// <summary>A value of one of some sensors, and when it was measured.</summary>
public readonly record struct TimedReading(long Milliseconds, int Key, int Value);
