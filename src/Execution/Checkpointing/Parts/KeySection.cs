using Linq.Streaming.Execution.Keys;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>A run of key groups that a partition had when it was written.</summary>
/// <param name="First">The first of them.</param>
/// <param name="End">One behind the last.</param>
/// <param name="Owner">The partition that has them all now; -1 where there are several.</param>
internal readonly record struct KeySection(int First, int End, int Owner)
{
    public bool Has(int group) => group >= First && group < End;

    /// <summary>The first group of a partition; that of the one behind the last is the number of groups.</summary>
    public static int FirstGroup(int partition, int partitions) => ((partition * KeyGroups.Count) + partitions - 1) / partitions;
}
