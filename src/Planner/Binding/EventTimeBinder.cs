using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>WithEventTime</c>: the time of a row, as a number whatever its type.</summary>
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
        var (number, scale) = time.ReturnType switch
        {
            var type when type == typeof(DateTimeOffset) => (Expression.Property(time.Body, nameof(DateTimeOffset.UtcTicks)), TimeScale.Utc),
            var type when type == typeof(DateTime) => (EventTimes.OfDateTime(time.Body), TimeScale.Utc),
            _ => EventTimes.OfNumber(time.Body, call.Value<TimeUnit>(2)),
        };

        var bound = hasUnit ? 3 : 2;
        var rule = new WatermarkRule(
            call.Value<TimeSpan>(bound),
            call.Count > bound + 1 ? call.Value<TimeSpan?>(bound + 1) : null,
            call.Count > bound + 1 ? call.Value<TimeSpan?>(bound + 2) : null);
        return new EventTimeNode(source, Expression.Lambda(number, time.Parameters), scale, rule, call.NewClock(), call.Origin);
    }
}
