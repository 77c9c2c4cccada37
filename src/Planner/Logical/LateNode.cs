using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Of raw rows of a window of event time those that came when all their windows had closed, as rows of their batches.</summary>
internal sealed record LateNode(PlanNode Input, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => Input.ElementType;

    public override StreamShape Shape => StreamShape.Source(Input.Shape.Slide);

    public override void Print(PlanPrinter printer) => printer.Line("Late");

    public override DStream Lower(GraphBuilder graph) => Input.Shape.Kind == WindowKind.Session
        ? new LateSessionsDStream(graph.Lower(Input), Input.Shape.SessionKey!, Input.Shape.Length, WatermarkInputs.Of(Input.Shape))
        : new LateDStream(graph.Lower(Input), EventWindows.Of(Input.Shape), WatermarkInputs.Of(Input.Shape));
}
