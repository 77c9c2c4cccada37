using System.Collections;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Rdds;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Copies of remembered RDDs, by batch time: what later windows will read.</summary>
internal sealed class SavedRdds(IReadOnlyList<(long Ticks, BlockSet Blocks)> rdds) : IEnumerable<(long Ticks, BlockSet Blocks)>
{
    /// <summary>Copies those that have been computed; the others nobody read, so nobody will.</summary>
    public static SavedRdds Of(IReadOnlyDictionary<long, Rdd?> generated) => new(
        [.. generated.Where(entry => entry.Value?.Blocks is not null).Select(entry => (entry.Key, entry.Value!.Blocks!.Copy()))]);

    public IEnumerator<(long Ticks, BlockSet Blocks)> GetEnumerator() => rdds.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
