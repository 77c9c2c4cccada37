using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs an aggregation by tumbling window of event time; the watermark closes windows.</summary>
[Expands(typeof(EventWindowAggregatedDStream))]
internal sealed class EventWindowAggregatedExpander(EventWindowAggregatedDStream template, ExpansionContext context)
    : StatefulAggregateExpander(template, context.Expander(template.Parent), template.Aggregation), IOutputPolicy, IWatermark
{
    private readonly IReadOnlyList<EventTimeExpander> _clocks = [.. Clocks(template.Parent).Select(clock => (EventTimeExpander)context.Expander(clock))];

    // At the end of a bounded input everything that is open closes.
    private bool _isFlush;

    public bool IsUpdate => false;

    public bool OnlyNew => false;

    public bool RemovesOutputs => true;

    public long InForce => _isFlush ? long.MaxValue : _clocks.Min(clock => clock.Watermark);

    public IReadOnlyList<long> Outputs(IReadOnlyList<long> windows)
    {
        var closed = InForce;
        var count = 0;
        while (count < windows.Count && windows[count] + template.Length.Ticks <= closed)
        {
            count++;
        }

        return count == 0 ? [] : [.. windows.Take(count)];
    }

    protected override IStatefulShuffle CreateShuffle() => (IStatefulShuffle)Activator.CreateInstance(
        typeof(EventWindowShuffle<,>).MakeGenericType(template.Aggregation.KeyType, template.Aggregation.AccumulatorType),
        template.Aggregation, context, this, template.Length.Ticks, this)!;

    protected override void Prepare(BatchContext batch) => _isFlush = batch.IsFlush;

    // The time of a result is its window's end less one tick.
    protected override Row ToRow(StageEmitter emitter, Expression key, Expression accumulator, Expression windowStart)
    {
        var end = Expression.Add(windowStart, Expression.Constant(template.Length.Ticks));
        var window = Expression.Call(typeof(TimeWindow), nameof(TimeWindow.FromTicks), null, windowStart, end);
        return new Row(
            GroupRows.New(template.ElementType, key, window, accumulator),
            Expression.Subtract(end, Expression.Constant(1L)),
            windowStart);
    }

    private static IEnumerable<DStream> Clocks(DStream stream) =>
        stream is EventTimeDStream ? [stream] : stream.Parents.SelectMany(Clocks).Distinct();
}
