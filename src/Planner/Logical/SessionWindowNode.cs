using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Sessions: runs of rows with the same key that follow each other within <paramref name="Gap"/>, closed by the watermark or by batch time.</summary>
internal sealed record SessionWindowNode(PlanNode Input, LambdaExpression Key, TimeSpan Gap, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    /// <summary>Whether results are given before the session closes, too.</summary>
    public bool IsEarly { get; init; }

    public override Type ElementType => Input.ElementType;

    public override StreamShape Shape => Input.Shape with
    {
        Kind = WindowKind.Session,
        Emission = IsEarly ? StreamEmission.Early : StreamEmission.Once,
        IsResult = false,
        KeepsWindow = false,
        HasEventTime = Input.Shape.CarriesTime,
        SessionKey = Key.ReturnType,
        Length = Gap,
        WindowSlide = Gap,
        Offset = TimeSpan.Zero,
    };

    public override void Print(PlanPrinter printer) => printer.Line($"SessionWindow {printer.Expression(Key)} gap={Gap}{(IsEarly ? " early" : "")}");

    public override DStream Lower(GraphBuilder graph) => new SessionKeyedDStream(graph.Lower(Input), Key);
}
