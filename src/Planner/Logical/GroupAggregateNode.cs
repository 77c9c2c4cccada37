using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Planning.Logical;

/// <summary>Aggregates of the rows of each key in each window instance; gives a <see cref="GroupRow{TKey,TAccumulator}"/> for each group.</summary>
internal sealed record GroupAggregateNode(PlanNode Input, Aggregation Aggregation, OperatorOrigin Origin) : UnaryNode(Input, Origin)
{
    /// <summary>Over everything so far, whether only groups that are new in a batch are given.</summary>
    public bool OnlyNew { get; init; }

    public override Type ElementType => Aggregation.RowType;

    public override StreamShape Shape => Input.Shape.Grouped();

    public override void Print(PlanPrinter printer) => printer.Line($"GroupAggregate {Aggregation.Print(printer)}");

    public override DStream Lower(GraphBuilder graph)
    {
        var parent = graph.Lower(Input);
        return Input.Shape switch
        {
            { IsRawSoFar: true } so => new AccumulatedDStream(parent, Aggregation, Gives(so)),
            { IsRawEventWindow: true } window => new EventWindowAggregatedDStream(parent, Aggregation, window.Length),
            var batch => new AggregatedDStream(parent, Aggregation, RowWindow.Of(batch)),
        };
    }

    private GroupsGiven Gives(StreamShape shape) =>
        shape.Emission == StreamEmission.Complete ? GroupsGiven.All : OnlyNew ? GroupsGiven.New : GroupsGiven.Touched;
}
