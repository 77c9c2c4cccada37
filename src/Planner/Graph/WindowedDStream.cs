using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>A stream whose RDD at time <c>t</c> is the union of its parent's RDDs in <c>(t - Length, t]</c>.</summary>
internal sealed record WindowedDStream(DStream Parent, TimeSpan Length, TimeSpan WindowSlide)
    : DStream(Parent.ElementType, [Parent], WindowSlide)
{
    public override bool IsView => true;

    // The parent's oldest RDD in the window must outlive the last window that reads it.
    public override TimeSpan ParentRetention => Length;

    public override void Print(PlanPrinter printer) => printer.Line($"Window length={Length} slide={WindowSlide}");
}
