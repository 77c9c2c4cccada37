using System.Globalization;
using Linq.Streaming.Benchmarks.Windows;

namespace Linq.Streaming.Benchmarks.Quick;

/// <summary>Whether the cost of an event grows with the length of its hopping window.</summary>
internal static class QuickHopping
{
    private const int Rounds = 5;

    public static void Run()
    {
        using var shortCount = new HoppingRun(10, g => g.Count());
        using var longCount = new HoppingRun(HoppingRun.Seconds, g => g.Count());
        using var shortMax = new HoppingRun(10, g => g.Max(reading => reading.Value));
        using var longMax = new HoppingRun(HoppingRun.Seconds, g => g.Max(reading => reading.Value));
        Timing[] timings = [Measure("count, 10 s", shortCount), Measure("count, 1 h", longCount), Measure("max, 10 s", shortMax), Measure("max, 1 h", longMax)];
        Timing.Interleave(Rounds, timings);
        Write($"{"hopping by 1 s",-24} {"ns/event",8} {"factor",8} {"B/event",8}");
        for (var i = 0; i < timings.Length; i++)
        {
            Write($"  {timings[i].Name,-22} {timings[i].Median,8:F1} {timings[i].Median / timings[i / 2 * 2].Median,8:F2} {timings[i].Bytes,8:F2}");
        }
    }

    private static Timing Measure(string name, HoppingRun run) => new(name, () => Timing.Of(HoppingRun.Seconds * HoppingRun.EventsPerSecond, run.MoveOn));

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
