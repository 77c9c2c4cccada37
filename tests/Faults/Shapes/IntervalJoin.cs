using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>Rows of two sources near each other in event time.</summary>
internal sealed class IntervalJoin : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        Timed(builder.Clicks()).IntervalJoin(
            Timed(builder.Orders()), click => click.Key, order => order.Key, Seconds(2), Seconds(3), (click, order) => new { click.Key, First = click.Amount, Second = order.Amount }));
}
