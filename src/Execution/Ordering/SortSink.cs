using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Ordering;

/// <summary>Rows with their sort keys. With a limit, a heap of the first so many, whose top is the last of them.</summary>
internal sealed class SortSink<TKey, TStored>(EntryComparer<TKey, TStored> comparer, int? limit) : StageSink
{
    private readonly List<SortEntry<TKey, TStored>> _entries = [];
    private int _position;

    public IReadOnlyList<SortEntry<TKey, TStored>> Entries => _entries;

    public void Add(TKey key, TStored row)
    {
        var entry = new SortEntry<TKey, TStored>(key, 0, _position++, row);
        if (limit is null)
        {
            _entries.Add(entry);
        }
        else if (_entries.Count < limit)
        {
            _entries.Add(entry);
            RiseFrom(_entries.Count - 1);
        }
        else if (limit > 0 && comparer.Compare(entry, _entries[0]) < 0)
        {
            _entries[0] = entry;
            SinkFromTop();
        }
    }

    public override void Reset()
    {
        _entries.Clear();
        _position = 0;
    }

    private void RiseFrom(int index)
    {
        while (index > 0 && (index - 1) / 2 is var parent && comparer.Compare(_entries[index], _entries[parent]) > 0)
        {
            (_entries[index], _entries[parent]) = (_entries[parent], _entries[index]);
            index = parent;
        }
    }

    private void SinkFromTop()
    {
        for (var index = 0; (2 * index) + 1 < _entries.Count;)
        {
            var child = (2 * index) + 1;
            if (child + 1 < _entries.Count && comparer.Compare(_entries[child + 1], _entries[child]) > 0)
            {
                child++;
            }

            if (comparer.Compare(_entries[index], _entries[child]) >= 0)
            {
                return;
            }

            (_entries[index], _entries[child]) = (_entries[child], _entries[index]);
            index = child;
        }
    }
}

/// <summary>A row with its sort key and where it stood.</summary>
internal readonly record struct SortEntry<TKey, TStored>(TKey Key, int Partition, int Position, TStored Row);
