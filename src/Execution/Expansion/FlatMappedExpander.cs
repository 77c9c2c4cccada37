using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a flattening: a loop over a collection of the row, around what follows.</summary>
[Expands(typeof(FlatMappedDStream))]
internal sealed class FlatMappedExpander(FlatMappedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);

    protected override Rdd? Expand(BatchContext batch) => _parent.At(batch) is { } parent ? new NarrowRdd(this, parent) : null;

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume) => IsSplitInto(emitter.Stage)
        ? _parent.Emit(emitter, row => SplitWords.Each(
            (MethodCallExpression)emitter.Call(this, template.Collection, row.Value), word => emitter.ForRow(null, () => consume(row.With(word)))))
        : EmitItems(emitter, consume);

    // Where a stage does no more with words than to look them up, it needs no strings.
    private bool IsSplitInto(StageTemplate stage) =>
        ReferenceEquals(stage.Tail, this) && stage.TakesTextParts && template.Result is null && SplitWords.Matches(template.Collection);

    private Expression EmitItems(StageEmitter emitter, Func<Row, Expression> consume) => _parent.Emit(emitter, row =>
        Loops.Enumerate(emitter.Call(this, template.Collection, row.Value), template.ItemType, item => emitter.ForRow(null, () => template.Result is { } result
            ? emitter.Let(item, x => emitter.Let(emitter.Call(this, result, row.Value, x), value => consume(row.With(value))))
            : emitter.Let(item, value => consume(row.With(value))))));
}
