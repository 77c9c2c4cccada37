using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The parent's rows with their event time, a number on a scale; it also keeps watermark number <paramref name="Clock"/> of the program.</summary>
internal sealed record EventTimeDStream(DStream Parent, LambdaExpression Time, TimeScale Scale, WatermarkRule Watermark, int Clock)
    : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override bool IsStateful => true;

    public override void Print(PlanPrinter printer) =>
        printer.Line($"EventTime {Scale.Print(printer, Time)} {Watermark}");
}
