using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>Windows of event time that follow each other, over rows that are out of order.</summary>
internal sealed class Tumbling : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        Timed(builder.Clicks()).Window(Seconds(3)).GroupBy(row => row.Name).Select(group => new { group.Window.Start, group.Key, Sum = group.Sum(row => row.Amount), Count = group.Count() }));
}
