namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>The passes of a peer over a workload.</summary>
internal sealed class PeerFigures(Workload workload, Peer peer, int elements)
{
    private readonly List<PassResult> _rounds = [];

    public Peer Peer => peer;

    /// <summary>The pass in the fresh process.</summary>
    public PassResult FirstPass { get; private set; }

    public Checksum Checksum => FirstPass.Checksum;

    /// <summary>Millions of elements a second in the least disturbed round.</summary>
    public double Best => elements / 1e6 / _rounds.Min(round => round.Elapsed).TotalSeconds;

    /// <summary>The same of the median round.</summary>
    public double Median => elements / 1e6 / MedianOf(round => round.Elapsed.TotalSeconds);

    public double BytesPerElement => MedianOf(round => round.Bytes) / elements;

    public double FirstResultMilliseconds => FirstPass.First.TotalMilliseconds;

    /// <summary>How many measured rounds there were.</summary>
    public int Rounds => _rounds.Count;

    public void Begin(PassResult pass) => FirstPass = Checked(pass, pass);

    public void Add(PassResult round) => _rounds.Add(Checked(round, FirstPass));

    private PassResult Checked(PassResult pass, PassResult first) => pass.Checksum == first.Checksum
        ? pass
        : throw new CompareException($"{workload.Id}: {peer} gives {pass.Checksum} after {first.Checksum} in a pass before.");

    private double MedianOf(Func<PassResult, double> figure)
    {
        var sorted = _rounds.Select(figure).Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
