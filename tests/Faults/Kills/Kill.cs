namespace Faults.Kills;

/// <summary>When a process is killed.</summary>
/// <param name="AfterTime">So long after its start; null where the batch says it.</param>
/// <param name="AtBatch">When it has told of this batch, or of a later one.</param>
/// <param name="Pause">How long after that.</param>
internal sealed record Kill(TimeSpan? AfterTime, long AtBatch, TimeSpan Pause)
{
    /// <summary>A third strikes processes that recover; the others those that compute.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="reached">The last batch that any process has told of.</param>
    /// <param name="left">How many kills of the run are left, with this one.</param>
    public static Kill Next(Random random, long reached, int left)
    {
        var share = (int)Math.Max(2, 2 * (Workload.Batches - reached) / (left + 1));
        return random.Next(3) == 0
            ? new Kill(TimeSpan.FromMilliseconds(random.Next(100, 1500)), 0, TimeSpan.Zero)
            : new Kill(null, reached + random.Next(1, share), TimeSpan.FromMilliseconds(random.Next(8)));
    }
}
