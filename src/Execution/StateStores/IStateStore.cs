using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.StateStores;

/// <summary>The state of one stateful operator in one partition, versioned by batch. Used by one thread at a time.</summary>
/// <remarks>
/// A version opens with <see cref="Begin"/> and takes all changes until the next one opens. Versions stay open, so that they can be undone,
/// until they are committed; several may be open. Reads see the newest state. Once its version is committed or undone, the state is
/// read-only until another version begins.
/// </remarks>
internal interface IStateStore
{
    /// <summary>The number of entries in all windows.</summary>
    long Count { get; }

    /// <summary>The newest committed version; <see cref="long.MinValue"/> when there is none.</summary>
    long CommittedVersion { get; }

    /// <summary>Opens a version, which is later than every version before it.</summary>
    void Begin(long version);

    /// <summary>Makes a version and those before it final. Committing again does nothing.</summary>
    void Commit(long version);

    /// <summary>Undoes a version and all later ones, exactly. They may begin again.</summary>
    /// <exception cref="ArgumentException">The version is committed.</exception>
    void Rollback(long version);

    /// <summary>What is kept of this store, and of those like it in the other partitions.</summary>
    StatePart Part(string name, IReadOnlyList<IStateStore> partitions, BatchVersions versions, ValueCodecs codecs);
}
