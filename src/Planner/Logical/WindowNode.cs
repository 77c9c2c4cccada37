using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>A window over batch time: at t the rows of the batches in <c>(t - Length, t]</c>, every <paramref name="Slide"/>.</summary>
internal sealed record WindowNode(PlanNode Input, TimeSpan Length, TimeSpan Slide, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => Input.ElementType;

    public override StreamShape Shape => Input.Shape with
    {
        Kind = WindowKind.BatchWindow,
        Emission = StreamEmission.Snapshot,
        IsResult = false,
        Length = Length,
        Slide = Slide,
    };

    public override void Print(PlanPrinter printer) => printer.Line($"Window length={Length} slide={Slide}");

    public override DStream Lower(GraphBuilder graph) => new WindowedDStream(graph.Lower(Input), Length, Slide);
}
