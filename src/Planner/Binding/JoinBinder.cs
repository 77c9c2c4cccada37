using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Join</c>, <c>LeftJoin</c>, <c>RightJoin</c>, <c>FullJoin</c>, <c>GroupJoin</c>: between streams, and of a stream with rows that are at hand.</summary>
[Binds(
    nameof(StreamQueryable.Join), nameof(StreamQueryable.LeftJoin), nameof(StreamQueryable.RightJoin),
    nameof(StreamQueryable.FullJoin), nameof(StreamQueryable.GroupJoin))]
internal sealed class JoinBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var kind = Kind(call.Name);
        if (call.IsStream(1))
        {
            return BetweenStreams(call, call.Source, call.Stream(1), kind);
        }

        // Rows that do not change are looked up, which every kind of stream can do; otherwise they are a stream of their own.
        return call.Value<RowsReading>(5) == RowsReading.Once && kind is not (JoinKind.Right or JoinKind.Full)
            ? RowLookup.Bind(call, kind)
            : WithRows(call, call.ClosedOnce(call.Source), kind);
    }

    private static JoinNode WithRows(OperatorCall call, PlanNode source, JoinKind kind)
    {
        var rows = new RowsNode(call.Parameter(call.Argument(1)), call.TypeArguments[1], source.Shape, call.Origin);
        var (outerKey, innerKey, result) = (call.Lambda(2), call.Lambda(3), call.Lambda(4));
        call.CheckKey(outerKey.ReturnType);
        if (source.Shape.Kind is not (WindowKind.Batch or WindowKind.BatchWindow) && kind is JoinKind.Right or JoinKind.Full)
        {
            call.Report(StreamErrors.JoinOfDifferentKinds(
                source.Shape.Describe(), "rows that are read again", "Rows without a match would belong to no window: use Join or LeftJoin.", call.Origin.Text));
        }

        return new JoinNode(source, rows, outerKey, innerKey, result, kind, call.Origin);
    }

    private static PlanNode BetweenStreams(OperatorCall call, PlanNode outer, PlanNode inner, JoinKind kind)
    {
        var sides = new JoinSides(call, outer, inner, kind);
        call.CheckKey(sides.OuterKey.ReturnType);
        return JoinRules.Refuse(sides) is { } instead ? Refused(sides, instead)
            : (outer.Shape, inner.Shape) switch
            {
                ({ IsClosing: true }, { IsClosing: true }) => WindowJoin.Bind(sides),
                ({ IsRawSoFar: true }, { IsRawSoFar: true }) => sides.Pairs(),
                (_, { IsRawSoFar: true }) or ({ IsRawSoFar: true }, _) => sides.WithKept(),
                _ => sides.AtOnce(),
            };
    }

    private static JoinNode Refused(JoinSides sides, string instead)
    {
        sides.Call.Report(StreamErrors.JoinOfDifferentKinds(sides.Outer.Shape.Describe(), sides.Inner.Shape.Describe(), instead, sides.Call.Origin.Text));
        return new JoinNode(sides.Outer, sides.Inner, sides.OuterKey, sides.InnerKey, sides.Result, sides.Kind, sides.Call.Origin);
    }

    private static JoinKind Kind(string name) => name switch
    {
        nameof(StreamQueryable.LeftJoin) => JoinKind.Left,
        nameof(StreamQueryable.RightJoin) => JoinKind.Right,
        nameof(StreamQueryable.FullJoin) => JoinKind.Full,
        nameof(StreamQueryable.GroupJoin) => JoinKind.Group,
        _ => JoinKind.Inner,
    };
}
