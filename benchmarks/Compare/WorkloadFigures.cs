namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>What was measured of a workload.</summary>
internal sealed record WorkloadFigures(Workload Workload, int Elements, IReadOnlyList<PeerFigures> Peers)
{
    /// <summary>The speed of a peer, the hand-written loop's being 1; null where that was not measured.</summary>
    public double? RatioToHand(PeerFigures peer) => Of(Peer.Hand) is { } hand ? peer.Best / hand.Best : null;

    public PeerFigures? Of(string name, int threads = 1) =>
        Peers.FirstOrDefault(figures => figures.Peer == new Peer(name, threads));

    /// <exception cref="CompareException">Two peers come to different results.</exception>
    public void Verify()
    {
        foreach (var peer in Peers)
        {
            if (peer.Checksum != Peers[0].Checksum)
            {
                throw new CompareException($"{Workload.Id}: {Peers[0].Peer} gives {Peers[0].Checksum}, {peer.Peer} {peer.Checksum}.");
            }
        }
    }
}
