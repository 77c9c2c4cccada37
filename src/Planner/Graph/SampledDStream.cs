using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The parent's RDDs at every <paramref name="SampleSlide"/> only.</summary>
internal sealed record SampledDStream(DStream Parent, TimeSpan SampleSlide) : DStream(Parent.ElementType, [Parent], SampleSlide)
{
    public override void Print(PlanPrinter printer) => printer.Line($"Sample slide={SampleSlide}");
}
