namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>A way of computing a workload, and how many threads it is allowed.</summary>
internal sealed record Peer(string Name, int Threads)
{
    public const string Hand = "hand";
    public const string Linq = "linq";
    public const string Rx = "rx";
    public const string Akka = "akka";
    public const string DuckDb = "duckdb";
    public const string Engine = "linqstream";

    /// <summary>All, in the order of the tables.</summary>
    public static IReadOnlyList<Peer> All { get; } =
        [new(Hand, 1), new(Linq, 1), new(Rx, 1), new(Akka, 1), new(DuckDb, 1), new(Engine, 1), new(Engine, 2)];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(peer => peer.Name).Distinct()];

    public override string ToString() => Threads == 1 ? Name : $"{Name}, {Threads} threads";
}
