using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>What a stream holds now, joined with everything so far of another.</summary>
/// <param name="Input">The stream whose content at its times is joined.</param>
/// <param name="Kept">Everything so far of the other.</param>
/// <param name="Key">The key of a row of <paramref name="Input"/>.</param>
/// <param name="Result">What becomes of a pair, the outer row first.</param>
/// <param name="Kind">What becomes of rows without a match.</param>
/// <param name="IsKeptOuter">Whether the outer rows are those that are kept.</param>
/// <param name="Origin">The operator of the query.</param>
internal sealed record KeptJoinNode(
    PlanNode Input, KeptRowsNode Kept, LambdaExpression Key, LambdaExpression Result, JoinKind Kind, bool IsKeptOuter, OperatorOrigin Origin) : PlanNode(Origin)
{
    public override Type ElementType => Result.ReturnType;

    // A row that meets what is kept keeps its window, and its time.
    public override StreamShape Shape => Input.Shape.IsClosing ? Input.Shape : Input.Shape with { IsResult = true, HasEventTime = Input.Shape.HasEventTime && !GivesKeptAlone };

    /// <summary>Whether kept rows without a match are given.</summary>
    public bool GivesKeptAlone => IsKeptOuter ? Kind is JoinKind.Left or JoinKind.Full or JoinKind.Group : Kind is JoinKind.Right or JoinKind.Full;

    public override IReadOnlyList<PlanNode> Inputs => [Input, Kept];

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) => ReferenceEquals(inputs[0], Input) && ReferenceEquals(inputs[1], Kept)
        ? this
        : this with { Input = inputs[0], Kept = (KeptRowsNode)inputs[1] };

    public override void Print(PlanPrinter printer) => printer.Line(
        $"{Kind} join with {(IsKeptOuter ? "outer" : "inner")} so far by {printer.Expression(Key)} into {printer.Expression(Result)}");

    public override DStream Lower(GraphBuilder graph) =>
        new KeptJoinedDStream(graph.Lower(Input), (KeptRowsDStream)graph.Lower(Kept), Key, Result, Kind, IsKeptOuter, GivesKeptAlone);
}
