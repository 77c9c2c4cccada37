using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Joining;

/// <summary>What one partition of a join reads: the outer rows in order, and a table of the inner rows by key.</summary>
internal sealed class JoinInput<TKey, TOuter, TInner>(IReadOnlyList<List<KeyedRow<TKey, TOuter>>> outer, IReadOnlyList<List<KeyedRow<TKey, TInner>>> inner)
{
    /// <summary>Ends a chain of matches.</summary>
    public const int None = -1;

    private readonly KeyedTable<TKey, Chain> _chains = new();

    /// <summary>The outer rows.</summary>
    public KeyedRow<TKey, TOuter>[] Outer { get; private set; } = [];

    /// <summary>The inner rows, in order.</summary>
    public TInner[] Inner { get; private set; } = [];

    /// <summary>For each inner row the next one with the same key.</summary>
    public int[] Next { get; private set; } = [];

    /// <summary>Builds the table; an attempt after a failed one builds it again.</summary>
    public void Build()
    {
        Outer = [.. outer.SelectMany(rows => rows)];
        Inner = new TInner[inner.Sum(rows => rows.Count)];
        Next = new int[Inner.Length];
        _chains.Clear();
        var at = 0;
        foreach (var row in inner.SelectMany(rows => rows))
        {
            Append(row, at++);
        }
    }

    /// <summary>The first inner row with the key, or <see cref="None"/>; a null key matches nothing.</summary>
    public int First(TKey key) => key is null || _chains.Find(key) is var index && index < 0 ? None : _chains.Slots[index].Value.First;

    /// <summary>All inner rows from <paramref name="first"/> on that have its key, in order.</summary>
    public IEnumerable<TInner> All(int first)
    {
        var rows = new List<TInner>();
        for (var match = first; match >= 0; match = Next[match])
        {
            rows.Add(Inner[match]);
        }

        return rows;
    }

    private void Append(KeyedRow<TKey, TInner> row, int at)
    {
        Inner[at] = row.Row;
        Next[at] = None;
        if (row.Key is null)
        {
            return;
        }

        var isNew = _chains.Find(row.Key) < 0;
        var index = _chains.GetIndex(row.Key);
        ref var chain = ref _chains.Slots[index].Value;
        if (isNew)
        {
            chain.First = at;
        }
        else
        {
            Next[chain.Last] = at;
        }

        chain.Last = at;
    }

    private struct Chain
    {
        public int First;
        public int Last;
    }
}
