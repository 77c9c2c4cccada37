using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The parent's rows whose session has closed. It keeps when each session ends, and nothing of its rows.</summary>
internal sealed record LateSessionsDStream(DStream Parent, Type KeyType, TimeSpan Gap, WatermarkInputs Watermark)
    : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override bool IsShuffle => true;

    public override bool IsStateful => true;

    public override void Print(PlanPrinter printer) => printer.Line($"LateSessions gap={Gap}");
}
