using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Scheduling;
using Linq.Streaming.Execution.Serialization;

namespace Linq.Streaming.Execution.KeyedState;

/// <summary>A user's function with a state for each key, in all partitions.</summary>
internal interface IKeyedState
{
    /// <summary>The stage before the shuffle.</summary>
    StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner);

    /// <summary>Takes in a batch; what the function gives.</summary>
    BlockSet Advance(BatchContext batch, StageSink[] written, StreamExpander owner, StageRunner runner);

    /// <summary>The state of every key, as pairs.</summary>
    BlockSet Rows();

    void Commit(long version);

    /// <summary>Undoes a version.</summary>
    void Rollback(long version);

    /// <summary>Whether it has taken in a batch, in this run or in one that it was restored from.</summary>
    bool HasBegun { get; }

    /// <summary>What it keeps between batches.</summary>
    IEnumerable<StatePart> Parts(ValueCodecs codecs);
}
