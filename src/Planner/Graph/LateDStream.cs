using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The parent's rows whose windows have all closed.</summary>
internal sealed record LateDStream(DStream Parent, EventWindows Windows, WatermarkInputs Watermark) : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override void Print(PlanPrinter printer) => printer.Line($"Late {Windows}");
}
