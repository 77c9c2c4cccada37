using System.Globalization;
using Linq.Streaming.Benchmarks.Windows;

namespace Linq.Streaming.Benchmarks.Quick;

/// <summary>Whether the cost of a row grows with the length of its window.</summary>
internal static class QuickWindows
{
    private const int Rounds = 7;

    public static void Run()
    {
        using var shortCount = new WindowRun(10, g => g.Count());
        using var longCount = new WindowRun(WindowRun.Batches, g => g.Count());
        using var shortMax = new WindowRun(10, g => g.Max(reading => reading.Value));
        using var longMax = new WindowRun(WindowRun.Batches, g => g.Max(reading => reading.Value));
        Timing[] timings = [Measure("count, 10 batches", shortCount), Measure("count, 3,600 batches", longCount), Measure("max, 10 batches", shortMax), Measure("max, 3,600 batches", longMax)];
        Timing.Interleave(Rounds, timings);
        Write($"{"sliding window",-24} {"ns/row",8} {"factor",8} {"B/row",8}");
        for (var i = 0; i < timings.Length; i++)
        {
            Write($"  {timings[i].Name,-22} {timings[i].Median,8:F1} {timings[i].Median / timings[i / 2 * 2].Median,8:F2} {timings[i].Bytes,8:F2}");
        }
    }

    private static Timing Measure(string name, WindowRun run) => new(name, () => Timing.Of(WindowRun.Batches * WindowRun.RowsPerBatch, run.MoveOn));

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
