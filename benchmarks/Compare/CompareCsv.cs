using System.Globalization;

namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>The figures, for programs.</summary>
internal static class CompareCsv
{
    public static void Write(IReadOnlyList<WorkloadFigures> workloads, TextWriter writer)
    {
        writer.WriteLine("workload,peer,threads,million_per_second,ratio_to_hand,bytes_per_element,first_result_ms,checksum");
        foreach (var workload in workloads)
        {
            foreach (var peer in workload.Peers)
            {
                writer.WriteLine(Row(workload, peer));
            }
        }
    }

    private static string Row(WorkloadFigures workload, PeerFigures peer) => string.Create(
        CultureInfo.InvariantCulture,
        $"{workload.Workload.Id},{peer.Peer.Name},{peer.Peer.Threads},{peer.Best:F3},{workload.RatioToHand(peer):F3},{peer.BytesPerElement:F3},{peer.FirstResultMilliseconds:F1},{peer.Checksum}");
}
