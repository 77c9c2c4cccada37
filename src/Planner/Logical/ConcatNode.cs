using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>The rows of one stream, then those of another of the same shape.</summary>
internal sealed record ConcatNode(PlanNode First, PlanNode Second, OperatorOrigin Origin) : PlanNode(Origin)
{
    public override Type ElementType => First.ElementType;

    // Results for one window that follow different watermarks do not come in one batch: they wait for the last again, like raw rows.
    public override StreamShape Shape
    {
        get
        {
            var (first, second) = (First.Shape, Second.Shape);
            var waits = first.CarriesWindow && !first.HasSameClocks(second);
            return first with
            {
                IsResult = first.IsResult && !waits,
                KeepsWindow = first.KeepsWindow || waits,
                Clocks = StreamClock.Together(first.Clocks, second.Clocks),
                IsDerived = first.IsDerived || second.IsDerived,
            };
        }
    }

    public override IReadOnlyList<PlanNode> Inputs => [First, Second];

    public override PlanNode WithInputs(IReadOnlyList<PlanNode> inputs) =>
        ReferenceEquals(inputs[0], First) && ReferenceEquals(inputs[1], Second) ? this : this with { First = inputs[0], Second = inputs[1] };

    public override void Print(PlanPrinter printer) => printer.Line("Concat");

    public override DStream Lower(GraphBuilder graph) => new UnionDStream(graph.Lower(First), graph.Lower(Second));
}
