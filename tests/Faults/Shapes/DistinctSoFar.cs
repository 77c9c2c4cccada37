using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>What has not been seen before.</summary>
internal sealed class DistinctSoFar : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        builder.Clicks().Select(row => row.Name + row.Key).Accumulate().Distinct());
}
