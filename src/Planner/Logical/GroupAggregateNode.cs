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
            { IsRawSoFar: true } so => new AccumulatedDStream(parent, Aggregation, Gives(so), so.TimeToLive),
            { IsRawClosing: true, Kind: WindowKind.EventWindow } window => new EventWindowAggregatedDStream(
                parent, Aggregation, Windows(window), WatermarkInputs.Of(window), window.Emission == StreamEmission.Early),
            { IsRawClosing: true } session => new SessionAggregatedDStream(
                parent, Aggregation, Sessions(session), WatermarkInputs.Of(session)),
            var batch => new AggregatedDStream(parent, Aggregation, RowWindow.Of(batch)),
        };
    }

    // Panes are combined in the order of time, which is not that in which rows came. Groups that a batch touched in a window that is
    // open are only known where each window has its own.
    private EventWindows Windows(StreamShape window)
    {
        var windows = EventWindows.Of(window);
        return windows.Assignment == WindowAssignment.Copies && Aggregation.IsCommutative && window.Emission != StreamEmission.Early
            ? windows with { Assignment = WindowAssignment.Panes }
            : windows;
    }

    private SessionWindows Sessions(StreamShape session) => new(
        Aggregation.Key is null ? session.SessionKey! : Aggregation.KeyType,
        session.Length,
        session.Emission == StreamEmission.Early,
        KeepsRows: !Aggregation.IsCommutative);

    private GroupsGiven Gives(StreamShape shape) =>
        shape.Emission == StreamEmission.Complete ? GroupsGiven.All : OnlyNew ? GroupsGiven.New : GroupsGiven.Touched;
}
