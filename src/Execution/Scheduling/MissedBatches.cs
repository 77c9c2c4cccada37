namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Batches that were due while a query that goes on was not running, and the first that the clock makes.</summary>
/// <param name="Ticks">The times of those that are made, ascending.</param>
/// <param name="NextTicks">The time of the first that the clock makes; a clock that is behind makes all until now at once.</param>
internal sealed record MissedBatches(Queue<long> Ticks, long NextTicks)
{
    /// <param name="settings">What the run is given.</param>
    /// <param name="graph">The graph, whose windows have boundaries.</param>
    /// <param name="generator">What makes batches.</param>
    /// <param name="last">The time of the last batch that an earlier run had made; the zero time for none.</param>
    public static MissedBatches Of(RunSettings settings, GraphRuntime graph, JobGenerator generator, long last)
    {
        var (zero, interval) = (generator.ZeroTicks, generator.Interval.Ticks);
        var now = settings.TimeProvider.GetUtcNow().UtcTicks;
        var missed = last == zero ? 0 : Math.Max(0, (now - last) / interval);
        if (settings.Downtime == DowntimePolicy.RunMissed || missed == 0)
        {
            return new MissedBatches([], last + interval);
        }

        var boundaries = WindowBoundaries.Of(graph.Graph);
        var end = last + (missed * interval);
        var made = settings.Downtime == DowntimePolicy.Skip ? [] : Enumerable.Range(1, (int)missed).Select(i => last + (i * interval))
            .Where(time => time == end || boundaries.Contains(time - zero));
        return new MissedBatches(new Queue<long>(made), end + interval);
    }
}
