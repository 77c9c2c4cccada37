using System.Linq.Expressions;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Ordering;

namespace Linq.Streaming.Execution.Ordering;

/// <summary>A stage that keeps rows of several windows with their sort keys: windows in ascending order, the rows of each in the order of the keys.</summary>
internal sealed class WindowSortStage<TKey, T>(string name, StreamExpander tail, StreamExpander owner, SortOrder order, int? limit) : SortStage(name, tail)
{
    private readonly EntryComparer<TKey, Timed<T>> _comparer = new((IComparer<TKey>)order.Comparer);

    public override bool NeedsOnlyRows => true;

    public override Expression Consume(StageEmitter emitter, Row row) => Expression.Call(
        emitter.Sink(typeof(SortSink<TKey, Timed<T>>)),
        nameof(SortSink<,>.Add),
        null,
        order.Key(selector => emitter.Call(owner, selector, row.Value)),
        Tail.Store(row));

    public override BlockSet Merge(IReadOnlyList<StageSink> sinks)
    {
        var entries = sinks.SelectMany((sink, partition) => ((SortSink<TKey, Timed<T>>)sink).Entries.Select(entry => entry with { Partition = partition })).ToArray();
        Array.Sort(entries, (x, y) => Timed<T>.CompareWindows(x.Row, y.Row) is var windows && windows != 0 ? windows : _comparer.Compare(x, y));
        return new BlockSet<Timed<T>>([[new Block<Timed<T>>([.. First(entries)])]]);
    }

    // A sink has rows of all windows, so the limit, which is each window's own, comes after the sort.
    protected override StageSink CreateSink() => new SortSink<TKey, Timed<T>>(_comparer, limit: null);

    private IEnumerable<Timed<T>> First(SortEntry<TKey, Timed<T>>[] entries)
    {
        var start = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            start = Timed<T>.CompareWindows(entries[start].Row, entries[i].Row) == 0 ? start : i;
            if (i - start < (limit ?? int.MaxValue))
            {
                yield return entries[i].Row;
            }
        }
    }
}
