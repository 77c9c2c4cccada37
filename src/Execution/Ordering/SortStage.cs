using System.Linq.Expressions;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.Ordering;

/// <summary>A stage that keeps rows with their sort keys.</summary>
internal abstract class SortStage(string name, StreamExpander tail) : StageTemplate(name, tail)
{
    public static SortStage Of(string name, StreamExpander tail, StreamExpander owner, IReadOnlyList<SortKey> keys)
    {
        var order = SortOrder.Of(keys);
        return (SortStage)Activator.CreateInstance(
            typeof(SortStage<,>).MakeGenericType(order.KeyType, tail.StoredType), name, tail, owner, order)!;
    }

    /// <summary>All rows in order, in one partition.</summary>
    public abstract BlockSet Merge(IReadOnlyList<StageSink> sinks);
}

/// <inheritdoc cref="SortStage"/>
internal sealed class SortStage<TKey, TStored>(string name, StreamExpander tail, StreamExpander owner, SortOrder order) : SortStage(name, tail)
{
    public override Expression Consume(StageEmitter emitter, Row row) => Expression.Call(
        emitter.Sink(typeof(SortSink<TKey, TStored>)),
        nameof(SortSink<,>.Add),
        null,
        order.Key(selector => emitter.Call(owner, selector, row.Value)),
        Tail.Store(row));

    public override BlockSet Merge(IReadOnlyList<StageSink> sinks)
    {
        var all = sinks.Cast<SortSink<TKey, TStored>>().ToArray();
        var keys = new (TKey Key, int Position)[all.Sum(sink => sink.Rows.Count)];
        var rows = new TStored[keys.Length];
        var at = 0;
        foreach (var sink in all)
        {
            for (var i = 0; i < sink.Rows.Count; i++, at++)
            {
                keys[at] = (sink.Keys[i], at);
                rows[at] = sink.Rows[i];
            }
        }

        // Equal keys keep the order batch, partition, position.
        Array.Sort(keys, rows, new StableComparer<TKey>((IComparer<TKey>)order.Comparer));
        return new BlockSet<TStored>([[new Block<TStored>(rows)]]);
    }

    protected override StageSink CreateSink() => new SortSink<TKey, TStored>();
}

/// <summary>Rows with their sort keys, side by side.</summary>
internal sealed class SortSink<TKey, TStored> : StageSink
{
    public List<TKey> Keys { get; } = [];

    public List<TStored> Rows { get; } = [];

    public void Add(TKey key, TStored row)
    {
        Keys.Add(key);
        Rows.Add(row);
    }

    public override void Reset()
    {
        Keys.Clear();
        Rows.Clear();
    }
}
