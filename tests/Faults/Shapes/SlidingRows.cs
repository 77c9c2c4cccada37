using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>A sliding window whose rows are kept as they are.</summary>
internal sealed class SlidingRows : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        builder.Clicks().Window(Seconds(4), Seconds(3)).Select(row => row.Name + row.Amount));
}
