using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs an aggregation over everything so far.</summary>
[Expands(typeof(AccumulatedDStream))]
internal sealed class AccumulatedExpander(AccumulatedDStream template, ExpansionContext context)
    : StatefulAggregateExpander(template, context.Expander(template.Parent), template.Aggregation)
{
    private static readonly RowWindow Everything = new(WindowKind.SoFar, TimeSpan.Zero, TimeSpan.Zero, IsCarried: false);

    protected override IStatefulShuffle CreateShuffle() => (IStatefulShuffle)Activator.CreateInstance(
        typeof(AccumulatedShuffle<,>).MakeGenericType(template.Aggregation.KeyType, template.Aggregation.AccumulatorType), template, context)!;

    protected override Expression WindowOf(StageEmitter emitter, MergedWindow window) => Window(emitter, Everything, default);

    protected override Row ToRow(Expression key, Expression accumulator, MergedWindow window) =>
        new(GroupRows.New(template.ElementType, key, window.Window, accumulator));
}
