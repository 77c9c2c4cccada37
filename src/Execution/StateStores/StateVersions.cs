namespace Linq.Streaming.Execution.StateStores;

/// <summary>Versions within a batch: each task that changes a store has one of its own, so that what it did can be undone without the others'.</summary>
/// <remarks>Tasks that take rows into the store come first, one after the other, and then the one that gives out.</remarks>
internal static class StateVersions
{
    /// <summary>How many versions a batch has, more than it has tasks.</summary>
    private const int OfBatch = 1 << 16;

    /// <summary>The version of the batch's task that takes rows in as number <paramref name="task"/>, from 0.</summary>
    public static long OfRows(long batch, int task) => task < OfBatch - 1
        ? (batch * OfBatch) + task
        : throw new ArgumentOutOfRangeException(nameof(task), task, "A batch has too many partitions.");

    /// <summary>Whether a version is one of a batch's.</summary>
    public static bool IsOf(long version, long batch) => version / OfBatch == batch;

    /// <summary>The version of the task that gives out: the last of the batch.</summary>
    public static long OfGiving(long batch) => (batch * OfBatch) + (OfBatch - 1);
}
