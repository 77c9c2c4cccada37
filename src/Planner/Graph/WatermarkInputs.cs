using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Graph;

/// <summary>Which watermarks close the windows of a stream.</summary>
/// <param name="Clocks">The watermarks; the least of those that are not idle counts. None where windows follow batch time.</param>
/// <param name="IsDerived">Whether rows come when the watermark lets them, so that the one in force closes their window with them and none is late.</param>
internal sealed record WatermarkInputs(IReadOnlyList<StreamClock> Clocks, bool IsDerived)
{
    public static WatermarkInputs Of(StreamShape shape) => new(shape.Clocks, shape.IsDerived);
}
