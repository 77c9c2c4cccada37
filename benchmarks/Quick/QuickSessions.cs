using System.Globalization;
using Linq.Streaming.Benchmarks.Sessions;

namespace Linq.Streaming.Benchmarks.Quick;

/// <summary>Whether the cost of an event grows with the number of sessions that are open: the goal is a factor of 1.5 between 1,000 and 100,000.</summary>
internal static class QuickSessions
{
    private const int Rounds = 7;

    public static void Run()
    {
        using var few = SessionRun.Of(1_000);
        using var many = SessionRun.Of(SessionRun.Keys);
        using var shortGap = SessionRun.OfRandomKeys(1_000);
        using var longGap = SessionRun.OfRandomKeys(20 * SessionRun.Keys);
        Timing[] timings =
        [
            Measure("10 events a session, 1,000 open", few),
            Measure("10 events a session, 100,000 open", many),
            Measure("random keys, short gap, 1,000 open", shortGap),
            Measure("random keys, long gap, 100,000 open", longGap),
        ];
        Timing.Interleave(Rounds, timings);
        Write($"{"sessions with a count",-40} {"ns/event",8} {"best",8} {"ratio",8} {"B/event",8}");
        for (var i = 0; i < timings.Length; i++)
        {
            Write($"  {timings[i].Name,-38} {timings[i].Median,8:F1} {timings[i].Best,8:F1} {timings[i].Median / timings[i / 2 * 2].Median,8:F2} {timings[i].Bytes,8:F2}");
        }
    }

    private static Timing Measure(string name, SessionRun run) => new(name, () =>
    {
        run.Prepare();
        return Timing.Of(SessionRun.Events, run.MoveOn);
    });

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
