using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Gives rows an event time and a watermark.</summary>
/// <param name="Input">The rows.</param>
/// <param name="Time">The time of a row, as a number.</param>
/// <param name="Scale">What the number means.</param>
/// <param name="Watermark">How the watermark follows from the times.</param>
/// <param name="Clock">The number of the watermark in the program.</param>
/// <param name="Origin">The operator of the query.</param>
internal sealed record EventTimeNode(PlanNode Input, LambdaExpression Time, TimeScale Scale, WatermarkRule Watermark, int Clock, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => Input.ElementType;

    public override StreamShape Shape => Input.Shape with { HasEventTime = true, IsDerived = false, Clocks = [new StreamClock(Clock, TimeSpan.Zero)] };

    public override void Print(PlanPrinter printer) => printer.Line($"EventTime {Scale.Print(printer, Time)} {Watermark}");

    public override DStream Lower(GraphBuilder graph) => new EventTimeDStream(graph.Lower(Input), Time, Scale, Watermark, Clock);
}
