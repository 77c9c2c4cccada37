using Linq.Streaming.Execution.Keys;

namespace Linq.Streaming.Execution.StateStores;

/// <summary>The entries of one window, grouped by key group, so that a group can be stored and moved by itself.</summary>
/// <param name="Window">The window's start in ticks, or 0.</param>
/// <param name="Keys">All keys: those of group 0, then of group 1, and so on; in a group in the order of <paramref name="Positions"/>.</param>
/// <param name="Values">The value of each key.</param>
/// <param name="Positions">The place of each key in the order of the store's scan, from which a restored store takes its own order.</param>
/// <param name="GroupStarts">Where each group starts in <paramref name="Keys"/>; one more than there are groups, so that each has an end.</param>
internal sealed record WindowSnapshot<TKey, TValue>(long Window, TKey[] Keys, TValue[] Values, int[] Positions, int[] GroupStarts)
{
    /// <summary>Groups entries given in scan order.</summary>
    /// <param name="window">The window's start in ticks, or 0.</param>
    /// <param name="entries">The entries in scan order.</param>
    /// <param name="hash">The hash that decides on a key's group.</param>
    public static WindowSnapshot<TKey, TValue> Of(long window, List<KeyValuePair<TKey, TValue>> entries, StableHasher<TKey> hash)
    {
        var groups = new int[entries.Count];
        var starts = new int[KeyGroups.Count + 1];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = KeyGroups.Of(hash(entries[i].Key));
            starts[groups[i] + 1]++;
        }

        for (var group = 0; group < KeyGroups.Count; group++)
        {
            starts[group + 1] += starts[group];
        }

        var (keys, values, positions) = (new TKey[groups.Length], new TValue[groups.Length], new int[groups.Length]);
        var next = starts.AsSpan(0, KeyGroups.Count).ToArray();
        for (var i = 0; i < groups.Length; i++)
        {
            var place = next[groups[i]]++;
            (keys[place], values[place], positions[place]) = (entries[i].Key, entries[i].Value, i);
        }

        return new(window, keys, values, positions, starts);
    }

    /// <summary>The indexes into <see cref="Keys"/> of the entries of some key groups.</summary>
    public IEnumerable<int> Owned(Func<int, bool> ownsKeyGroup) =>
        Enumerable.Range(0, KeyGroups.Count)
            .Where(ownsKeyGroup)
            .SelectMany(group => Enumerable.Range(GroupStarts[group], GroupStarts[group + 1] - GroupStarts[group]));
}
