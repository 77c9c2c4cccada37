using System.Collections.Immutable;

namespace Linq.Streaming.Planning.Aggregates;

/// <summary>Different values, as an accumulator slot. A partial one fills a set of its own; combined ones share what they have in common with older copies.</summary>
internal struct DistinctRows<T>
{
    private HashSet<T>? _own;
    private ImmutableHashSet<T>? _combined;

    public readonly long Count => _combined?.Count ?? _own?.Count ?? 0;

    public void Add(T value) => (_own ??= []).Add(value);

    public void AddAll(DistinctRows<T> other)
    {
        var combined = _combined ?? [.. _own ?? []];
        _combined = combined.Union((IEnumerable<T>?)other._combined ?? other._own ?? []);
        _own = null;
    }
}
