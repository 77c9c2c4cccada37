using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>Sessions of event time.</summary>
internal sealed class Session : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        Timed(builder.Clicks()).SessionWindow(row => row.Key, Seconds(3)).GroupBy(row => row.Key).Select(group => new { group.Window.Start, group.Window.End, group.Key, Sum = group.Sum(row => row.Amount) }));
}
