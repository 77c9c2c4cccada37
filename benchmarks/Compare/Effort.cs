namespace Linq.Streaming.Benchmarks.Compare;

/// <summary>How much time the measuring takes.</summary>
/// <param name="Elements">How many elements the workloads have.</param>
/// <param name="Sessions">How many those of sessions have, which take longest.</param>
/// <param name="OnlyPass">A pass that takes longer is the only one of its peer.</param>
/// <param name="WarmUp">How long a peer runs before it is measured, its first pass included.</param>
/// <param name="Measured">How long the measured rounds of a peer should take; there are at least two.</param>
/// <param name="MostRounds">The most of them.</param>
internal sealed record Effort(int Elements, int Sessions, TimeSpan OnlyPass, TimeSpan WarmUp, TimeSpan Measured, int MostRounds)
{
    private const int LeastWarmUps = 2;

    /// <summary>Long passes need fewer of them.</summary>
    private static readonly TimeSpan WarmInAnyCase = TimeSpan.FromSeconds(2);

    private const int LeastRounds = 2;

    public static Effort Full { get; } =
        new(10_000_000, 10_000_000, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(0.7), TimeSpan.FromSeconds(0.8), 5);

    public static Effort Quick { get; } =
        new(2_000_000, 1_000_000, TimeSpan.FromSeconds(0.8), TimeSpan.FromSeconds(0.3), TimeSpan.FromSeconds(0.4), 5);

    public int ElementsOf(Workload workload) => workload is KeyedSessions ? Sessions : Elements;

    /// <summary>Whether a peer is warm after some passes.</summary>
    public bool IsWarm(int passes, TimeSpan elapsed) => (passes > LeastWarmUps && elapsed >= WarmUp) || elapsed >= WarmInAnyCase;

    /// <summary>How many rounds are measured where a pass takes so long.</summary>
    public int RoundsOf(TimeSpan pass) => Math.Clamp((int)(Measured / pass), LeastRounds, MostRounds);
}
