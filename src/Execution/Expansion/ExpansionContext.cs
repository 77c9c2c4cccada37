using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>What the running sides of templates share.</summary>
/// <param name="Parallelism">The number of partitions after a shuffle, and the most that an input is cut into.</param>
/// <param name="RowsPerPartition">An input is cut into no more partitions than have this many rows each.</param>
/// <param name="ExactPartitions">Cut every input into as many partitions as there may be.</param>
/// <param name="Codecs">Codecs of key types.</param>
/// <param name="Mode">How stages become delegates.</param>
internal sealed record ExpansionContext(
    int Parallelism, int RowsPerPartition, bool ExactPartitions, KeyCodecs Codecs, StageMode Mode = StageMode.Fused)
{
    private readonly Dictionary<DStream, StreamExpander> _expanders = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Type, BlockSet> _empty = [];
    private readonly Dictionary<int, PartitionWatermarks> _clocks = [];

    /// <summary>The watermark with a number; its <c>WithEventTime</c> comes before all that follow it.</summary>
    public PartitionWatermarks Clock(int id) => _clocks[id];

    public PartitionWatermarks AddClock(int id, PartitionWatermarks watermarks)
    {
        _clocks.Add(id, watermarks);
        return watermarks;
    }

    /// <summary>The running side of a template that comes before.</summary>
    public StreamExpander Expander(DStream template) => _expanders[template];

    /// <summary>Makes the running side of <paramref name="template"/>, whose parents' have been made.</summary>
    public StreamExpander Add(DStream template)
    {
        var expander = StreamExpanders.Create(template, this);
        expander.Mode = Mode;
        _expanders.Add(template, expander);
        return expander;
    }

    /// <summary>An empty set of rows of <paramref name="type"/>, from which others of the type are made.</summary>
    public BlockSet Blocks(Type type)
    {
        if (!_empty.TryGetValue(type, out var empty))
        {
            empty = (BlockSet)Activator.CreateInstance(typeof(BlockSet<>).MakeGenericType(type), [Array.CreateInstance(typeof(Block<>).MakeGenericType(type).MakeArrayType(), 0)])!;
            _empty.Add(type, empty);
        }

        return empty;
    }

    /// <summary>The blocks of an input, cut into partitions that are worth a task each.</summary>
    public BlockSet Partition(InputBlocks input) =>
        input.Partition(ExactPartitions ? Parallelism : (int)Math.Clamp(input.Count / Math.Max(1, RowsPerPartition), 1, Parallelism));
}
