using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>IntervalJoin</c>, <c>LeftIntervalJoin</c>: of rows that have a time of their own, or are results that have the time of their window.</summary>
[Binds(nameof(StreamQueryable.IntervalJoin), nameof(StreamQueryable.LeftIntervalJoin))]
internal sealed class IntervalJoinBinder : OperatorBinder
{
    // Captured values are numbered in the order in which they are bound, so it is that of the arguments.
    public override PlanNode Bind(OperatorCall call)
    {
        var (outer, inner) = (call.Source, call.Stream(1));
        var (outerKey, innerKey) = (call.Lambda(2), call.Lambda(3));
        var (before, after) = (call.Value<TimeSpan>(4), call.Value<TimeSpan>(5));
        var result = call.Lambda(6);
        call.CheckKey(outerKey.ReturnType);
        if ((Instead(outer.Shape) ?? Instead(inner.Shape)) is { } instead)
        {
            call.Report(StreamErrors.JoinOfDifferentKinds(outer.Shape.Describe(), inner.Shape.Describe(), instead, call.Origin.Text));
        }

        return new IntervalJoinNode(
            outer, inner, outerKey, innerKey, before, after, result, call.Name == nameof(StreamQueryable.LeftIntervalJoin), call.Origin);
    }

    // Times of batches and of events are not compared: no watermark says that both have come to a time.
    private static string? Instead(StreamShape shape) => shape switch
    {
        { Clocks.Count: > 0 } when WindowBinder.IsOverEventTime(shape) => null,
        { Kind: WindowKind.SoFar } => "Everything so far has no end to wait for: leave Accumulate() out, and give both streams an event time with WithEventTime.",
        { Emission: StreamEmission.Early } => "Early results are not withdrawn: leave .Emit(Emission.Early) out, so that each result is given once.",
        { IsRawClosing: true, Clocks.Count: > 0 } => "The interval says which times meet: leave the window out, or aggregate in it, for its results have the time of its end.",
        _ => "Give both streams an event time with WithEventTime.",
    };
}
