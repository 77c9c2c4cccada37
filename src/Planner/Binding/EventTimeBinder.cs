using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>WithEventTime</c>: the time of a row, brought to ticks of UTC whatever its type.</summary>
[Binds(nameof(StreamQueryable.WithEventTime))]
internal sealed class EventTimeBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var source = call.Source;
        if (source.Shape.Kind != WindowKind.Batch)
        {
            call.Report(StreamErrors.EventTimeAfterWindow(source.Shape.Describe(), call.Origin.Text));
        }

        var time = call.Lambda(1);
        var hasUnit = time.ReturnType == typeof(long);
        Expression ticks = time.ReturnType switch
        {
            var type when type == typeof(DateTimeOffset) => Expression.Property(time.Body, nameof(DateTimeOffset.UtcTicks)),
            var type when type == typeof(DateTime) => Expression.Call(typeof(EventTimes), nameof(EventTimes.OfDateTime), null, time.Body),
            _ => EventTimes.OfNumber(time.Body, call.Value<TimeUnit>(2)),
        };

        var bound = hasUnit ? 3 : 2;
        var rule = new WatermarkRule(
            call.Value<TimeSpan>(bound),
            call.Count > bound + 1 ? call.Value<TimeSpan?>(bound + 1) : null,
            call.Count > bound + 1 ? call.Value<TimeSpan?>(bound + 2) : null);
        return new EventTimeNode(source, Expression.Lambda(ticks, time.Parameters), rule, call.NewClock(), call.Origin);
    }
}
