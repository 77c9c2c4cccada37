using System.Globalization;

namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>The figures, for people.</summary>
internal static class CompareTable
{
    public static void Write(IReadOnlyList<WorkloadFigures> workloads, TextWriter writer)
    {
        Line($"Batches of 10,000; a process for each row, one computing at a time, rounds in turns; M/s is of the best round, a pass that takes long is the only one.");
        Line($"LinqStream's time is from the return of Start() to Completion; planning and compiling are in its first result.");
        Line($"Rx and Akka.Streams take element by element. DuckDB has its table before the pass, adds up results itself, and gives one row at the end.");
        foreach (var workload in workloads)
        {
            var title = $"{workload.Workload.Id} {workload.Workload.Title}, {workload.Elements / 1_000_000} M";
            Line($"{title,-52} {"M/s",8} {"median",8} {"of hand",8} {"B/elem",9} {"first ms",9} {"rounds",6}");
            foreach (var peer in workload.Peers)
            {
                Line($"  {peer.Peer,-50} {peer.Best,8:F1} {peer.Median,8:F1} {workload.RatioToHand(peer),8:F2} {peer.BytesPerElement,9:F2} {peer.FirstResultMilliseconds,9:F1} {peer.Rounds,6}");
            }
        }

        Line($"goals");
        foreach (var goal in CompareGoals.Of(workloads))
        {
            Line($"  {goal.What,-62} {(goal.IsMet ? "met" : "not met"),-8} {goal.Figure}");
        }

        void Line(FormattableString line) => writer.WriteLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
