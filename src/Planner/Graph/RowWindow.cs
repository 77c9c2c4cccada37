using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Graph;

/// <summary>How the window of a row is found.</summary>
/// <param name="Kind">Where it comes from: the batch time, the row's own time, or the beginning of everything.</param>
/// <param name="Length">How long it is, where it has a fixed length.</param>
/// <param name="Offset">Where windows of event time are counted from.</param>
/// <param name="IsCarried">Whether a row carries its window.</param>
internal sealed record RowWindow(WindowKind Kind, TimeSpan Length, TimeSpan Offset, bool IsCarried)
{
    public static RowWindow Of(StreamShape shape) => new(shape.Kind, shape.Length, shape.Offset, shape.CarriesWindow);
}
