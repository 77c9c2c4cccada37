namespace Faults.Simulation;

/// <summary>What a crash leaves of the operations that were not synced.</summary>
internal enum CrashKind
{
    /// <summary>Nothing: files have their synced content, directories their synced names.</summary>
    Lost,

    /// <summary>Everything, as after the end of the process alone. It is still not synced: a crash of the machine may yet follow.</summary>
    Kept,

    /// <summary>The changes of names up to one of them; of each write a part from its start, which zeros or garbage may follow for the rest of its length, or all but a part in its middle.</summary>
    Torn,

    /// <summary>Any of them, each by itself: a rename without the content, a later write without an earlier one, which leaves zeros.</summary>
    Reordered,
}
