using Linq.Streaming;

namespace Faults.Shapes;

/// <summary>Windows of event time, and beside them the rows that come too late.</summary>
internal sealed class Late : Shape
{
    public override void Build(ShapeBuilder builder)
    {
        var windowed = Timed(builder.Clicks()).Window(Seconds(2));
        builder.Write(windowed.GroupBy(row => row.Key).Select(group => new { group.Key, group.Window.Start, Rows = group.Count() }), "windows");
        builder.Write(windowed.Late(), "late");
    }
}
