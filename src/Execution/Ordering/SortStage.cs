using System.Linq.Expressions;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Ordering;

namespace Linq.Streaming.Execution.Ordering;

/// <summary>A stage that keeps rows with their sort keys.</summary>
internal abstract class SortStage(string name, StreamExpander tail) : StageTemplate(name, tail)
{
    public static SortStage Of(string name, StreamExpander tail, StreamExpander owner, OrderedDStream template)
    {
        var order = SortOrder.Of(template.Keys);
        var kind = template.IsPerWindow ? typeof(WindowSortStage<,>).MakeGenericType(order.KeyType, template.ElementType)
            : typeof(SortStage<,>).MakeGenericType(order.KeyType, tail.StoredType);
        return (SortStage)Activator.CreateInstance(kind, name, tail, owner, order, template.Limit)!;
    }

    /// <summary>All rows in order, in one partition.</summary>
    public abstract BlockSet Merge(IReadOnlyList<StageSink> sinks);
}

/// <inheritdoc cref="SortStage"/>
internal sealed class SortStage<TKey, TStored>(string name, StreamExpander tail, StreamExpander owner, SortOrder order, int? limit) : SortStage(name, tail)
{
    private readonly EntryComparer<TKey, TStored> _comparer = new((IComparer<TKey>)order.Comparer);

    public override bool NeedsOnlyRows => true;

    public override Expression Consume(StageEmitter emitter, Row row) => Expression.Call(
        emitter.Sink(typeof(SortSink<TKey, TStored>)),
        nameof(SortSink<,>.Add),
        null,
        order.Key(selector => emitter.Call(owner, selector, row.Value)),
        Tail.Store(row));

    public override BlockSet Merge(IReadOnlyList<StageSink> sinks)
    {
        // Equal keys keep the order batch, partition, position.
        var entries = sinks.SelectMany((sink, partition) => ((SortSink<TKey, TStored>)sink).Entries.Select(entry => entry with { Partition = partition })).ToArray();
        Array.Sort(entries, _comparer);
        var rows = entries.Take(limit ?? int.MaxValue).Select(entry => entry.Row).ToArray();
        return new BlockSet<TStored>([[new Block<TStored>(rows)]]);
    }

    protected override StageSink CreateSink() => new SortSink<TKey, TStored>(_comparer, limit);
}
