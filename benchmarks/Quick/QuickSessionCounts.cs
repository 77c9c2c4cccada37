using System.Globalization;
using Linq.Streaming.Benchmarks.Sessions;

namespace Linq.Streaming.Benchmarks.Quick;

/// <summary>The engine's sessions beside a loop written by hand, round by round: the goal is a ratio of 1.</summary>
internal static class QuickSessionCounts
{
    private const int Rounds = 5;

    public static void Run()
    {
        var workload = new SessionCounts();
        workload.Verify();
        Timing[] timings =
        [
            new("hand-written loop", () => Timing.Of(SessionEvents.Count, () => workload.Hand())),
            new("engine, stepped, 1 partition", () => Timing.Of(SessionEvents.Count, () => workload.Engine())),
        ];
        Timing.Interleave(Rounds, timings);
        Write($"{"W6 sessions of 1,000,000 keys with a count",-44} {"ns/event",8} {"best",8} {"of hand",8} {"B/event",8}");
        foreach (var timing in timings)
        {
            Write($"  {timing.Name,-42} {timing.Median,8:F1} {timing.Best,8:F1} {timings[0].Median / timing.Median,8:F2} {timing.Bytes,8:F2}");
        }
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
