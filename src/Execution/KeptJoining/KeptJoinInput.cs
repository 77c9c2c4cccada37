using Linq.Streaming.Execution.Joining;
using Linq.Streaming.Planning.Aggregates;

namespace Linq.Streaming.Execution.KeptJoining;

/// <summary>What one partition of a join with kept rows reads: the rows that look up, and what is kept.</summary>
internal sealed class KeptJoinInput<TKey, TProbe, TKept>(IReadOnlyList<List<KeyedRow<TKey, TProbe>>> probes, KeptRows<TKey, TKept> kept)
{
    /// <summary>The rows that look up.</summary>
    public KeyedRow<TKey, TProbe>[] Probes { get; } = [.. probes.SelectMany(rows => rows)];

    /// <summary>The kept rows with a key.</summary>
    public CollectedRows<TKept> Find(TKey key) => kept.Of(key);

    /// <summary>The kept rows with a key, as a sequence that does not change.</summary>
    public IEnumerable<TKept> All(TKey key) => Rows(kept.Of(key));

    /// <summary>The kept rows whose key no row has looked up.</summary>
    public IEnumerable<TKept> Unmatched()
    {
        var matched = Probes.Where(probe => probe.Key is not null).Select(probe => probe.Key).ToHashSet();
        return kept.All().Where(entry => entry.Key is null || !matched.Contains(entry.Key)).SelectMany(entry => Rows(entry.Value));
    }

    /// <summary>Each kept row with the rows that have its key.</summary>
    public IEnumerable<(TKept Kept, IEnumerable<TProbe> Probes)> Groups()
    {
        var byKey = Probes.Where(probe => probe.Key is not null).ToLookup(probe => probe.Key, probe => probe.Row);
        return kept.All().SelectMany(entry => Rows(entry.Value).Select(row => (row, entry.Key is null ? [] : byKey[entry.Key])));
    }

    private static IEnumerable<TKept> Rows(CollectedRows<TKept> rows) => new ArraySegment<TKept>(rows.Rows ?? [], 0, rows.Count);
}
