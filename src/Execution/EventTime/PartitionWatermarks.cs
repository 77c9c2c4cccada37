using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Expansion;
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
    private List<Progress> _partitions = [.. known.Select(partition => new Progress(partition, None, None, HasEnded: false))];
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
    public void Commit(BatchContext batch)
    {
        (_partitions, InForce, IsIdle) = After(batch);
        _seen.Clear();
    }

    /// <summary>Forgets what has been seen in a batch that is given up.</summary>
    public void Rollback() => _seen.Clear();

    /// <summary>What it keeps between batches.</summary>
    public StatePart Part(string name) => new NumbersPart(name, batch => ToNumbers(After(batch)), Restore);

    // What it will be when the batch commits.
    private Position After(BatchContext batch)
    {
        var partitions = _partitions.ToList();
        foreach (var (partition, latest) in _seen)
        {
            var index = IndexOf(partitions, partition);
            partitions[index] = partitions[index] with { Latest = Math.Max(partitions[index].Latest, latest), ActiveAt = batch.Ticks };
        }

        for (var i = 0; i < partitions.Count; i++)
        {
            if (!partitions[i].HasEnded && batch.Input.HasEnded(partitions[i].Partition.Source))
            {
                partitions[i] = partitions[i] with { HasEnded = true };
            }
        }

        return MoveOn(partitions, batch);
    }

    private static long[] ToNumbers(Position position) =>
    [
        position.InForce,
        position.IsIdle ? 1 : 0,
        .. position.Partitions.SelectMany(progress => (long[])
            [progress.Partition.Source, progress.Partition.Partition, progress.Latest, progress.ActiveAt, progress.HasEnded ? 1 : 0]),
    ];

    private void Restore(long[] numbers)
    {
        (InForce, IsIdle) = (numbers[0], numbers[1] != 0);
        for (var i = 2; i + 5 <= numbers.Length; i += 5)
        {
            var partition = new SourcePartition((int)numbers[i], (int)numbers[i + 1]);
            _partitions[IndexOf(_partitions, partition)] = new Progress(partition, numbers[i + 2], numbers[i + 3], numbers[i + 4] != 0);
        }
    }

    private static int IndexOf(List<Progress> partitions, SourcePartition partition)
    {
        var index = partitions.FindIndex(progress => progress.Partition == partition);
        if (index < 0)
        {
            (index, var added) = (partitions.Count, new Progress(partition, None, None, HasEnded: false));
            partitions.Add(added);
        }

        return index;
    }

    private Position MoveOn(List<Progress> partitions, BatchContext batch)
    {
        var (least, greatest, isIdle) = (long.MaxValue, None, true);
        foreach (var progress in partitions)
        {
            var watermark = progress.Latest == None ? None : Math.Max(DateTime.MinValue.Ticks, progress.Latest - rule.MaxOutOfOrderness.Ticks);
            greatest = Math.Max(greatest, watermark);
            if (!progress.HasEnded && !IsSilent(progress, batch))
            {
                isIdle = false;
                least = Math.Min(least, watermark);
            }
        }

        return new Position(partitions, Math.Max(InForce, isIdle ? greatest : least), isIdle);
    }

    // From the zero time on a partition that has given nothing is counted as silent.
    private bool IsSilent(Progress progress, BatchContext batch) =>
        rule.IdleTimeout is { } timeout && batch.Ticks - (progress.ActiveAt == None ? batch.ZeroTicks : progress.ActiveAt) >= timeout.Ticks;

    /// <summary>How far a partition has come: its latest time, when it gave its last row, and whether there are no more.</summary>
    private readonly record struct Progress(SourcePartition Partition, long Latest, long ActiveAt, bool HasEnded);

    private readonly record struct Position(List<Progress> Partitions, long InForce, bool IsIdle);
}
