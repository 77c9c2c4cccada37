using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Gives rows an event time, in ticks of UTC, and a watermark.</summary>
internal sealed record EventTimeNode(PlanNode Input, LambdaExpression Time, TimeSpan MaxOutOfOrderness, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => Input.ElementType;

    public override StreamShape Shape => Input.Shape with { HasEventTime = true };

    public override void Print(PlanPrinter printer) => printer.Line($"EventTime {printer.Expression(Time)} bound={MaxOutOfOrderness}");

    public override DStream Lower(GraphBuilder graph) => new EventTimeDStream(graph.Lower(Input), Time, MaxOutOfOrderness);
}
