using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.StateStores;

namespace Linq.Streaming.Execution.Checkpointing.Parts;

/// <summary>Parts of operators that have several stores in each partition.</summary>
internal static class TableParts
{
    /// <summary>A part for each kind of store.</summary>
    /// <param name="names">The name of each kind.</param>
    /// <param name="stores">The stores of each partition, one of each kind.</param>
    /// <param name="versions">The versions that a batch makes in them.</param>
    /// <param name="codecs">How values become bytes.</param>
    public static IEnumerable<StatePart> Of(
        IReadOnlyList<string> names, IReadOnlyList<IReadOnlyList<IStateStore>> stores, BatchVersions versions, ValueCodecs codecs) =>
        stores[0].Select((first, kind) => first.Part(names[kind], [.. stores.Select(partition => partition[kind])], versions, codecs));
}
