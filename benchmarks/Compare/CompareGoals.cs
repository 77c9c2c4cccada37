using System.Globalization;

namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>What LinqStream is meant to reach, and whether it does.</summary>
internal static class CompareGoals
{
    private const double MostFirstResult = 300;
    private const double LeastSpeedup = 1.6;

    /// <summary>The goals that can be judged by what was measured.</summary>
    public static IEnumerable<Goal> Of(IReadOnlyList<WorkloadFigures> workloads) =>
        from workload in workloads
        let one = workload.Of(Peer.Engine)
        where one is not null
        from goal in (Goal?[])[OfHand(workload, one), IsFirst(workload, one), Speedup(workload, one), FirstResult(workload, one)]
        where goal is not null
        select goal;

    private static Goal? OfHand(WorkloadFigures workload, PeerFigures one)
    {
        var least = workload.Workload is WindowJoin ? 0.8 : 1.0;
        return workload.RatioToHand(one) is { } ratio
            ? new Goal($"{workload.Workload.Id} at least {Text(least, "F1")} of the hand-written loop", ratio >= least, Text(ratio, "F2"))
            : null;
    }

    private static Goal? IsFirst(WorkloadFigures workload, PeerFigures one)
    {
        var others = workload.Peers.Where(peer => peer.Peer.Name is not (Peer.Engine or Peer.Hand)).ToArray();
        return others.MaxBy(peer => peer.Best) is { } best
            ? new Goal($"{workload.Workload.Id} faster than every library", one.Best > best.Best, $"{Text(one.Best / best.Best, "F2")} of {best.Peer}")
            : null;
    }

    private static Goal? Speedup(WorkloadFigures workload, PeerFigures one) =>
        workload.Workload is KeyedSum or WindowJoin && workload.Of(Peer.Engine, threads: 2) is { } two
            ? new Goal($"{workload.Workload.Id} two threads at least {Text(LeastSpeedup, "F1")} of one", two.Best >= LeastSpeedup * one.Best, Text(two.Best / one.Best, "F2"))
            : null;

    private static Goal FirstResult(WorkloadFigures workload, PeerFigures one) => new(
        $"{workload.Workload.Id} first result within {Text(MostFirstResult, "F0")} ms",
        one.FirstResultMilliseconds <= MostFirstResult,
        $"{Text(one.FirstResultMilliseconds, "F0")} ms");

    private static string Text(double figure, string format) => figure.ToString(format, CultureInfo.InvariantCulture);
}

/// <summary>A goal, and whether it is met.</summary>
internal sealed record Goal(string What, bool IsMet, string Figure);
