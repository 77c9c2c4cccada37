using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>Rows one by one: nothing is kept.</summary>
internal sealed class Map : Shape
{
    public override void Build(ShapeBuilder builder) => builder.Write(
        builder.Clicks().Where(row => row.Amount > 0).Select(row => new Tally(row.Name, row.Key, row.Amount * 2)));
}
