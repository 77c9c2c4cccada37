using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>A tumbling window over event time: <c>[k · Length, (k + 1) · Length)</c>, closed by the watermark. What follows it decides what is kept.</summary>
internal sealed record EventWindowNode(PlanNode Input, TimeSpan Length, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    public override Type ElementType => Input.ElementType;

    public override StreamShape Shape => Input.Shape with
    {
        Kind = WindowKind.EventWindow,
        Emission = StreamEmission.Once,
        IsResult = false,
        Length = Length,
    };

    public override void Print(PlanPrinter printer) => printer.Line($"EventWindow length={Length}");

    public override DStream Lower(GraphBuilder graph) => graph.Lower(Input);
}
