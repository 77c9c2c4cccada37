using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Windows over event time: <c>[Offset + k · Slide, Offset + k · Slide + Length)</c>, closed by the watermark. What follows it decides what is kept.</summary>
internal sealed record EventWindowNode(PlanNode Input, TimeSpan Length, TimeSpan Slide, TimeSpan Offset, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    /// <summary>Whether results are given before the window closes, too.</summary>
    public bool IsEarly { get; init; }

    public override Type ElementType => Input.ElementType;

    public override StreamShape Shape => Input.Shape with
    {
        Kind = WindowKind.EventWindow,
        Emission = IsEarly ? StreamEmission.Early : StreamEmission.Once,
        IsResult = false,
        KeepsWindow = false,
        HasEventTime = true,
        Length = Length,
        WindowSlide = Slide,
        Offset = Offset,
    };

    public override void Print(PlanPrinter printer) =>
        printer.Line($"EventWindow length={Length}{(Slide == Length ? "" : $" slide={Slide}")}{(Offset == TimeSpan.Zero ? "" : $" offset={Offset}")}{(IsEarly ? " early" : "")}");

    public override DStream Lower(GraphBuilder graph) => graph.Lower(Input);
}
