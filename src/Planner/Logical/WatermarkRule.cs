using System.Globalization;

namespace Linq.Streaming.Planning.Logical;

/// <summary>How a watermark follows from event times: the latest of each source, less a bound; the least of those sources that are not idle.</summary>
/// <param name="MaxOutOfOrderness">The bound.</param>
/// <param name="IdleTimeout">After how much batch time without rows a source is idle; null never.</param>
/// <param name="MaxAhead">How far after the batch time a row may lie to move the watermark; null is as far as it likes.</param>
internal sealed record WatermarkRule(TimeSpan MaxOutOfOrderness, TimeSpan? IdleTimeout, TimeSpan? MaxAhead)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"bound={MaxOutOfOrderness}{(IdleTimeout is null ? "" : $" idle={IdleTimeout}")}{(MaxAhead is null ? "" : $" ahead={MaxAhead}")}");
}
