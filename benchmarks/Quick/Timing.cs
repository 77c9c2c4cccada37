using System.Diagnostics;

namespace Linq.Streaming.Benchmarks.Quick;

/// <summary>Times of several things, measured in turns so that a disturbance of the machine hits all of them alike.</summary>
internal sealed class Timing(string name, Func<Timing.Sample> measure)
{
    private readonly List<Sample> _samples = [];

    public string Name => name;

    /// <summary>The median time of one event or batch, in nanoseconds.</summary>
    public double Median => MedianOf(_samples.Select(sample => sample.Nanoseconds));

    /// <summary>The time of the least disturbed round: on a shared machine what others do only adds.</summary>
    public double Best => _samples.Min(sample => sample.Nanoseconds);

    /// <summary>The median of bytes allocated for one event or batch.</summary>
    public double Bytes => MedianOf(_samples.Select(sample => sample.Bytes));

    /// <summary>Runs all once unmeasured and then <paramref name="rounds"/> times in turns.</summary>
    public static void Interleave(int rounds, IReadOnlyList<Timing> timings)
    {
        for (var round = -1; round < rounds; round++)
        {
            foreach (var timing in timings)
            {
                var sample = timing.Measure();
                if (round >= 0)
                {
                    timing._samples.Add(sample);
                }
            }
        }
    }

    /// <summary>How long <paramref name="run"/> takes for each of <paramref name="count"/> things that it does.</summary>
    public static Sample Of(int count, Action run)
    {
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        run();
        var elapsed = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Sample(elapsed.TotalNanoseconds / count, (double)allocated / count);
    }

    private Sample Measure() => measure();

    private static double MedianOf(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    internal readonly record struct Sample(double Nanoseconds, double Bytes);
}
