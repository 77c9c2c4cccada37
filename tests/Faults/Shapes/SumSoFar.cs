using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>Groups that grow for ever.</summary>
internal sealed class SumSoFar : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        builder.Clicks().Accumulate().GroupBy(row => row.Name).Select(group => new Tally(group.Key, group.Count(), group.Sum(row => row.Amount))));
}
