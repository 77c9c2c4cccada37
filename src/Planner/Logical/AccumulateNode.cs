using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Makes everything so far the window of each row; rows themselves pass as they come.</summary>
internal sealed record AccumulateNode(PlanNode Input, bool IsComplete, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    /// <summary>After how much batch time untouched state is forgotten; null never, or as the input says.</summary>
    public TimeSpan? TimeToLive { get; init; }

    public override Type ElementType => Input.ElementType;

    public override StreamShape Shape => Input.Shape with
    {
        Kind = WindowKind.SoFar,
        Emission = IsComplete ? StreamEmission.Complete : StreamEmission.Append,
        IsResult = false,
        HasEventTime = false,
        KeepsWindow = false,
        TimeToLive = TimeToLive ?? Input.Shape.TimeToLive,
    };

    public override void Print(PlanPrinter printer) => printer.Line($"Accumulate{(IsComplete ? " complete" : "")}{(TimeToLive is null ? "" : $" ttl={TimeToLive}")}");

    public override DStream Lower(GraphBuilder graph) => graph.Lower(Input);
}
