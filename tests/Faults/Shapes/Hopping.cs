using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>Overlapping windows of event time, by panes.</summary>
internal sealed class Hopping : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        Timed(builder.Clicks()).Window(Seconds(6), Seconds(2)).GroupBy(row => row.Key).Select(group => new { group.Window.Start, group.Key, Max = group.Max(row => row.Amount), Count = group.Count() }));
}
