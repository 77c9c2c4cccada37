using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>A sliding window of batch time, maintained by panes.</summary>
internal sealed class SlidingMax : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        builder.Clicks().Window(Seconds(4)).GroupBy(row => row.Name).Select(group => new Tally(group.Key, group.Max(row => row.Amount), group.Min(row => row.Key))));
}
