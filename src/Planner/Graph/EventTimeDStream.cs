using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Graph;

/// <summary>The parent's rows with their event time, in ticks of UTC; it also keeps the watermark: the latest time seen, less <paramref name="MaxOutOfOrderness"/>.</summary>
internal sealed record EventTimeDStream(DStream Parent, LambdaExpression Time, TimeSpan MaxOutOfOrderness)
    : DStream(Parent.ElementType, [Parent], Parent.Slide)
{
    public override bool IsStateful => true;

    public override void Print(PlanPrinter printer) =>
        printer.Line($"EventTime {printer.Expression(Time)} bound={MaxOutOfOrderness}");
}
