using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Aggregates of a batch-time window that are maintained: each batch is aggregated once, enters the window and leaves it again.</summary>
internal sealed record WindowAggregateNode(PlanNode Input, Aggregation Aggregation, TimeSpan Length, TimeSpan Slide, OperatorOrigin Origin)
    : UnaryNode(Input, Origin)
{
    public override Type ElementType => Aggregation.RowType;

    public override StreamShape Shape => Windowed.Grouped();

    private StreamShape Windowed => Input.Shape with
    {
        Kind = WindowKind.BatchWindow,
        Emission = StreamEmission.Snapshot,
        IsResult = false,
        Length = Length,
        Slide = Slide,
    };

    public override void Print(PlanPrinter printer) =>
        printer.Line($"WindowAggregate length={Length} slide={Slide} {Aggregation.Print(printer)}");

    public override DStream Lower(GraphBuilder graph)
    {
        var window = new WindowAggregatedDStream(graph.Lower(Input), Aggregation, Length, RowWindow.Of(Windowed))
        {
            Operator = Origin.Text,
            Name = Origin.Name,
        };

        // The window takes in every batch, also where it is asked for less often.
        return Slide == window.Slide ? window : new SampledDStream(graph.Add(window), Slide);
    }
}
