using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>The largest so far.</summary>
internal sealed class TopSoFar : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        builder.Clicks().Accumulate().OrderByDescending(row => row.Amount).ThenBy(row => row.At).Take(3));
}
