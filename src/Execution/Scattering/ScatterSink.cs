using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Scattering;

/// <summary>Rows of one task for each partition, by key, in arrays that are used again in the next batch.</summary>
internal sealed class ScatterSink<TKey, TValues>(PartitionOfKey<TKey> partitions) : StageSink
{
    private readonly ScatteredRow<TKey, TValues>[][] _rows = [.. Enumerable.Repeat(Array.Empty<ScatteredRow<TKey, TValues>>(), partitions.Count)];
    private readonly int[] _counts = new int[partitions.Count];

    public Block<ScatteredRow<TKey, TValues>> BlockFor(int partition) => new(_rows[partition], 0, _counts[partition]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TKey key, TValues values, long place)
    {
        var partition = partitions.Of(key);
        var rows = _rows[partition];
        var count = _counts[partition];
        if (count == rows.Length)
        {
            rows = Grow(partition);
        }

        ref var row = ref rows[count];
        row.Key = key;
        row.Values = values;
        row.Place = place;
        _counts[partition] = count + 1;
    }

    public override void Reset()
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            if (RuntimeHelpers.IsReferenceOrContainsReferences<ScatteredRow<TKey, TValues>>())
            {
                Array.Clear(_rows[i], 0, _counts[i]);
            }

            _counts[i] = 0;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ScatteredRow<TKey, TValues>[] Grow(int partition)
    {
        Array.Resize(ref _rows[partition], Math.Max(16, _rows[partition].Length * 2));
        return _rows[partition];
    }
}
