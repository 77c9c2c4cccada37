using System.Diagnostics;

namespace Linq.Streaming.Benchmarks.Workloads;

/// <summary>Where a workload's results go: it adds them up and knows when the first one came.</summary>
public sealed class Results
{
    private long _count;
    private double _sum;

    /// <summary>The <see cref="Stopwatch.GetTimestamp"/> of the first result; 0 before it.</summary>
    public long FirstAt { get; private set; }

    public Checksum Checksum => new(_count, _sum);

    /// <summary>What <paramref name="run"/> gives.</summary>
    public static Checksum Of(Action<Results> run)
    {
        var results = new Results();
        run(results);
        return results.Checksum;
    }

    // Weights tell apart results that went to the wrong second or key. All sums stay below 2^51, so quarters are exact.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long second, int key, double amount)
    {
        if (_count++ == 0)
        {
            MarkFirst();
        }

        _sum += amount * (1 + (second & 7) + (8 * (key & 1023)));
    }

    /// <summary>Takes over a checksum that was computed elsewhere, by the formula of <see cref="Add"/>.</summary>
    public void Take(Checksum checksum)
    {
        MarkFirst();
        (_count, _sum) = checksum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MarkFirst() => FirstAt = Stopwatch.GetTimestamp();
}
