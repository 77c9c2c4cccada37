using System.Linq.Expressions;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>A stage that keeps the rows of a stream as blocks.</summary>
internal abstract class CollectStage(string name, StreamExpander tail) : StageTemplate(name, tail)
{
    public static CollectStage Of(string name, StreamExpander tail) =>
        (CollectStage)Activator.CreateInstance(typeof(CollectStage<>).MakeGenericType(tail.StoredType), name, tail)!;

    /// <summary>The rows of the sinks, one partition for each.</summary>
    public abstract BlockSet Collect(IReadOnlyList<StageSink> sinks);
}

/// <inheritdoc cref="CollectStage"/>
internal sealed class CollectStage<TStored>(string name, StreamExpander tail) : CollectStage(name, tail)
{
    public override bool NeedsOnlyRows => true;

    public override Expression Consume(StageEmitter emitter, Row row) =>
        Expression.Call(emitter.Sink(typeof(BlockSink<TStored>)), nameof(BlockSink<>.Add), null, Tail.Store(row));

    public override BlockSet Collect(IReadOnlyList<StageSink> sinks)
    {
        var partitions = new Block<TStored>[sinks.Count][];
        for (var i = 0; i < partitions.Length; i++)
        {
            partitions[i] = [((BlockSink<TStored>)sinks[i]).Block];
        }

        return new BlockSet<TStored>(partitions);
    }

    protected override StageSink CreateSink() => new BlockSink<TStored>();
}
