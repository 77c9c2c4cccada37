using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Windows;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs an aggregation by window of event time; the watermark closes windows.</summary>
[Expands(typeof(EventWindowAggregatedDStream))]
internal sealed class EventWindowAggregatedExpander(EventWindowAggregatedDStream template, ExpansionContext context)
    : StatefulAggregateExpander(template, context.Expander(template.Parent), template.Aggregation)
{
    protected override WatermarkGauge Watermark { get; } = new(template.Watermark, context);

    protected override IStatefulShuffle CreateShuffle()
    {
        var (key, accumulator) = (template.Aggregation.KeyType, template.Aggregation.AccumulatorType);
        var total = template.Aggregation.IsInvertible ? typeof(RunningTotal<>)
            : template.Windows.Length / template.Windows.Pane <= RecomputedTotal<int>.MostParts ? typeof(RecomputedTotal<>)
            : typeof(TwoStackTotal<>);
        var type = template.Windows.Assignment == WindowAssignment.Panes
            ? typeof(PaneShuffle<,,>).MakeGenericType(key, accumulator, total.MakeGenericType(accumulator))
            : typeof(SeparateWindowShuffle<,>).MakeGenericType(key, accumulator);
        return (IStatefulShuffle)Activator.CreateInstance(type, template, context, Watermark)!;
    }

    protected override Expression WindowOf(StageEmitter emitter, MergedWindow window) => WindowBounds.Window(window.Start, window.End, template.IsEarly ? window.Mark : null);

    // The time of a result is its window's end less one tick.
    protected override Row ToRow(Expression key, Expression accumulator, MergedWindow window) => new(
        GroupRows.New(template.ElementType, key, window.Window, accumulator),
        Expression.Subtract(window.End, Expression.Constant(1L)),
        window.Start,
        window.Mark);
}
