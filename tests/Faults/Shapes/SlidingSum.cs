using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>A sliding window of batch time, maintained by adding and subtracting.</summary>
internal sealed class SlidingSum : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        builder.Clicks().Window(Seconds(5), Seconds(2)).GroupBy(row => row.Name).Select(group => new Tally(group.Key, group.Count(), group.Sum(row => row.Amount))));
}
