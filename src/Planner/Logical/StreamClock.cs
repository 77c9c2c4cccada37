namespace Linq.Streaming.Planning.Logical;

/// <summary>A watermark that the times of a stream's rows follow: that of a <c>WithEventTime</c>, held back by what stands between.</summary>
/// <param name="Id">The number of the <see cref="EventTimeNode"/>, counted as the program is bound.</param>
/// <param name="Delay">How far rows may lie behind it, such as rows of an outer join that wait for a partner.</param>
internal readonly record struct StreamClock(int Id, TimeSpan Delay)
{
    private static readonly TimeSpan AllTimes = DateTime.MaxValue - DateTime.MinValue;

    /// <summary>The clocks of two streams together, each once, held back as far as either holds it.</summary>
    public static IReadOnlyList<StreamClock> Together(IReadOnlyList<StreamClock> first, IReadOnlyList<StreamClock> second) =>
        [.. first.Concat(second).GroupBy(clock => clock.Id).Select(same => same.MaxBy(clock => clock.Delay)).OrderBy(clock => clock.Id)];

    /// <summary>The clocks, each held back by <paramref name="delay"/> more; by no more than all times there are, which holds it back for ever.</summary>
    public static IReadOnlyList<StreamClock> Delayed(IReadOnlyList<StreamClock> clocks, TimeSpan delay) =>
        [.. clocks.Select(clock => clock with { Delay = delay < AllTimes - clock.Delay ? clock.Delay + delay : AllTimes })];
}
