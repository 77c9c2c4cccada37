using System.Runtime.InteropServices;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>Rows of a batch that reach no open session and would be late by themselves. Others of the batch may lead from them to an open session.</summary>
/// <remarks>
/// So they wait until all others have been taken in, and are then put together with each other:
/// <code>
///   watermark in force                                 |          a gap is   ...
///   stragglers          [p] ... [q]         [r]        |
///   open sessions                   ... [--A--------]  |          q reaches A and p reaches q: both are in A; r, of another key, is late
/// </code>
/// </remarks>
internal sealed class Stragglers<TKey, TPartial>(long gap)
{
    private readonly PartialSessions<TKey, TPartial> _partials = new();
    private readonly List<PartialSession<TPartial>> _ofKey = [];

    public void Add(TKey key, in PartialSession<TPartial> partial) => _partials.Add(key, partial);

    public void Clear() => _partials.Clear();

    /// <summary>Those that lie within the gap of each other, by key and ascending. Each holds until the next.</summary>
    public IEnumerable<Chain> Chains()
    {
        for (var position = 0; position < _partials.Table.Count; position++)
        {
            var key = _partials.Table.Slots[_partials.Table.SlotAt(position)].Key;
            List(position);
            for (var start = 0; start < _ofKey.Count;)
            {
                var (end, last) = (start + 1, _ofKey[start].Last);
                while (end < _ofKey.Count && _ofKey[end].First <= SessionEnd.Of(last, gap))
                {
                    last = Math.Max(last, _ofKey[end++].Last);
                }

                yield return new Chain(key, _ofKey, start, end, last);
                start = end;
            }
        }
    }

    private void List(int position)
    {
        _ofKey.Clear();
        _ofKey.Add(_partials.Table.Slots[_partials.Table.SlotAt(position)].Value);
        while (_ofKey[^1].Next is not 0 and var next)
        {
            _ofKey.Add(_partials.After(next));
        }

        _ofKey.Sort(static (x, y) => x.First.CompareTo(y.First));
    }

    /// <summary>Partial sessions that belong together.</summary>
    internal readonly struct Chain(TKey key, List<PartialSession<TPartial>> all, int start, int end, long last)
    {
        public TKey Key { get; } = key;

        public long First { get; } = all[start].First;

        public long Last { get; } = last;

        public Span<PartialSession<TPartial>> Partials => CollectionsMarshal.AsSpan(all)[start..end];
    }
}
