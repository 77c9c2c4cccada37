using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>The watermark of a <c>WithEventTime</c>: the least over the partitions of its sources that are neither idle nor at their end.</summary>
/// <remarks>
/// It is computed when a batch commits and is in force in the next. A partition from which nothing has come yet holds it back. Where no
/// partition is active, the greatest of their watermarks counts: nobody is left whom it would have to wait for. It never goes back, also not when an
/// idle partition comes back with older rows, which may then be late.
/// </remarks>
internal sealed class PartitionWatermarks(WatermarkRule rule, IReadOnlyList<SourcePartition> known)
{
    /// <summary>No row has been seen.</summary>
    public const long None = long.MinValue;

    // Few, in the order in which they were known, and gone through once a batch.
    private readonly List<Progress> _partitions = [.. known.Select(partition => new Progress(partition, None, None, HasEnded: false))];
    private readonly List<(SourcePartition Partition, long Latest)> _seen = [];

    /// <summary>The watermark in force, in ticks of UTC; <see cref="None"/> while nothing closes.</summary>
    public long InForce { get; private set; } = None;

    /// <summary>Whether no partition holds other watermarks back.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>Takes in the latest time of a task's rows; <see cref="None"/> where it had none.</summary>
    public void Observe(SourcePartition partition, long latest)
    {
        if (latest != None)
        {
            _seen.Add((partition, latest));
        }
    }

    /// <summary>Moves on after a batch.</summary>
    /// <param name="ticks">The batch time.</param>
    /// <param name="zeroTicks">The zero time, from which a partition that has given nothing is counted as silent.</param>
    /// <param name="hasEnded">Whether a source has given its last row.</param>
    public void Commit(long ticks, long zeroTicks, Func<int, bool> hasEnded)
    {
        foreach (var (partition, latest) in _seen)
        {
            var index = IndexOf(partition);
            _partitions[index] = _partitions[index] with { Latest = Math.Max(_partitions[index].Latest, latest), ActiveAt = ticks };
        }

        for (var i = 0; i < _partitions.Count; i++)
        {
            if (!_partitions[i].HasEnded && hasEnded(_partitions[i].Partition.Source))
            {
                _partitions[i] = _partitions[i] with { HasEnded = true };
            }
        }

        _seen.Clear();
        MoveOn(ticks, zeroTicks);
    }

    /// <summary>What a restart must find again.</summary>
    public object Save() => new Saved(InForce, IsIdle, [.. _partitions]);

    public void Restore(object saved)
    {
        (InForce, IsIdle, var partitions) = (Saved)saved;
        foreach (var progress in partitions)
        {
            _partitions[IndexOf(progress.Partition)] = progress;
        }
    }

    private int IndexOf(SourcePartition partition)
    {
        for (var i = 0; i < _partitions.Count; i++)
        {
            if (_partitions[i].Partition == partition)
            {
                return i;
            }
        }

        _partitions.Add(new Progress(partition, None, None, HasEnded: false));
        return _partitions.Count - 1;
    }

    private void MoveOn(long ticks, long zeroTicks)
    {
        var (least, greatest) = (long.MaxValue, None);
        IsIdle = true;
        foreach (var progress in _partitions)
        {
            var watermark = progress.Latest == None ? None : Math.Max(DateTime.MinValue.Ticks, progress.Latest - rule.MaxOutOfOrderness.Ticks);
            greatest = Math.Max(greatest, watermark);
            if (!progress.HasEnded && !IsSilent(progress, ticks, zeroTicks))
            {
                IsIdle = false;
                least = Math.Min(least, watermark);
            }
        }

        InForce = Math.Max(InForce, IsIdle ? greatest : least);
    }

    private bool IsSilent(Progress progress, long ticks, long zeroTicks) =>
        rule.IdleTimeout is { } timeout && ticks - (progress.ActiveAt == None ? zeroTicks : progress.ActiveAt) >= timeout.Ticks;

    /// <summary>How far a partition has come: its latest time, when it gave its last row, and whether there are no more.</summary>
    private readonly record struct Progress(SourcePartition Partition, long Latest, long ActiveAt, bool HasEnded);

    private sealed record Saved(long InForce, bool IsIdle, Progress[] Partitions);
}
