using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>Rows of two sources in the same window of event time.</summary>
internal sealed class WindowJoin : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        Timed(builder.Clicks()).Window(Seconds(4)).Join(
            Timed(builder.Orders()).Window(Seconds(4)), click => click.Key, order => order.Key, (click, order) => new { click.Key, First = click.Amount, Second = order.Amount }));
}
