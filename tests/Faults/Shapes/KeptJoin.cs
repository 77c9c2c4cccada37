using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>All rows of one source with all rows of another.</summary>
internal sealed class KeptJoin : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        builder.Clicks().Accumulate().Join(
            builder.Orders().Accumulate(), click => click.Key, order => order.Key, (click, order) => new { click.Key, First = click.Amount, Second = order.Amount }));
}
