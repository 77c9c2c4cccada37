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
            : BetweenStreams(call, call.Source, new RowsNode(call.Parameter(call.Argument(1)), call.TypeArguments[1], call.Source.Shape, call.Origin), kind);
    }

    private static JoinNode BetweenStreams(OperatorCall call, PlanNode outer, PlanNode inner, JoinKind kind)
    {
        var (outerKey, innerKey, result) = (call.Lambda(2), call.Lambda(3), call.Lambda(4));
        call.CheckKey(outerKey.ReturnType);
        Check(call, outer.Shape, inner.Shape);
        return new JoinNode(outer, inner, outerKey, innerKey, result, kind, call.Origin);
    }

    private static void Check(OperatorCall call, StreamShape outer, StreamShape inner)
    {
        if (outer.Kind is not (WindowKind.Batch or WindowKind.BatchWindow) || inner.Kind is not (WindowKind.Batch or WindowKind.BatchWindow))
        {
            Refuse("Joins over event-time windows and over everything so far are not supported: join batches or batch-time windows.");
        }
        else if (outer.Slide != inner.Slide)
        {
            Refuse("The two exist at different times: give both the same slide.");
        }

        void Refuse(string instead) =>
            call.Report(StreamErrors.JoinOfDifferentKinds(outer.Describe(), inner.Describe(), instead, call.Origin.Text));
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
