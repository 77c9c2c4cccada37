using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>Two outputs, one of which has nothing in every other batch.</summary>
internal sealed class TwoOutputs : Shape
{
    public override void Build(ShapeBuilder builder)
    {
        var clicks = builder.Clicks();
        builder.Write(clicks.Accumulate().CountBy(row => row.Key), "counts");
        builder.Write(clicks.Window(Seconds(2), Seconds(2)).CountBy(row => row.Name), "pairs");
    }
}
