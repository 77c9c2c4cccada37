using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Aggregates;

namespace Linq.Streaming.Execution.Scattering;

/// <summary>The stage before the shuffle of an aggregation that takes rows straight into its state: each row goes to the partition that owns its key.</summary>
/// <param name="name">The stage's name.</param>
/// <param name="tail">The stream of rows.</param>
/// <param name="owner">The aggregation.</param>
/// <param name="aggregation">What it reads of a row.</param>
/// <param name="partitions">Who owns a key.</param>
/// <param name="isCarried">Whether rows are placed by the window that they carry.</param>
/// <param name="rows">Is told how rows place themselves in time.</param>
internal sealed class ScatterStage<TKey, TValues>(
    string name, StreamExpander tail, StreamExpander owner, ScatteredAggregation aggregation, PartitionOfKey<TKey> partitions, bool isCarried, ScatteredRowsExpander rows)
    : StageTemplate(name, tail)
{
    public override bool NeedsOnlyRows => true;

    public override Expression Consume(StageEmitter emitter, Row row)
    {
        rows.Scale = isCarried ? null : row.Number?.Scale;
        var place = isCarried ? row.WindowStart! : row.Number?.Value ?? row.Time!;
        return emitter.Let(row.Value, value => Expression.Call(
            emitter.Sink(typeof(ScatterSink<TKey, TValues>)),
            nameof(ScatterSink<,>.Add),
            null,
            emitter.Call(owner, aggregation.Aggregation.Key!, value),
            emitter.Blame(owner, aggregation.ValuesOf(value)),
            place));
    }

    protected override StageSink CreateSink() => new ScatterSink<TKey, TValues>(partitions);
}
