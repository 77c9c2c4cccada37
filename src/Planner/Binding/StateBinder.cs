using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>UpdateStateByKey</c>, <c>MapWithState</c>, <c>StateSnapshots</c>: functions with a state for each key. The functions are not looked into.</summary>
[Binds(nameof(StreamQueryable.UpdateStateByKey), nameof(StreamQueryable.MapWithState), nameof(StreamQueryable.StateSnapshots))]
internal sealed class StateBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call) => call.Name switch
    {
        nameof(StreamQueryable.UpdateStateByKey) => new UpdateStateNode(
            Rows(call), call.Parameter(call.Argument(1)), call.Count > 2 ? call.Parameter(call.Argument(2)) : null,
            typeof(KeyValuePair<,>).MakeGenericType(call.TypeArguments[0], call.TypeArguments[2]), call.Origin),
        nameof(StreamQueryable.MapWithState) => new MapWithStateNode(Rows(call), call.Parameter(call.Argument(1)), call.TypeArguments[3], call.Origin),
        _ => new StateSnapshotsNode(call.Source, typeof(KeyValuePair<,>).MakeGenericType(call.TypeArguments[0], call.TypeArguments[1]), call.Origin),
    };

    // Rows that have appeared and are not withdrawn: those of a window when it is given out, new ones of everything so far.
    private static PlanNode Rows(OperatorCall call)
    {
        call.CheckKey(call.TypeArguments[0]);
        var source = call.Closed(call.Source);
        var instead = source.Shape switch
        {
            { Kind: WindowKind.SoFar, IsResult: true } => "Its results change from batch to batch; keep state over the rows themselves instead.",
            { Emission: StreamEmission.Early } => "Early results are not withdrawn: leave .Emit(Emission.Early) out, so that each result is given once.",
            _ => null,
        };
        if (instead is not null)
        {
            call.Report(StreamErrors.OperatorNeedsAppend(call.Name, source.Shape.Describe(), instead, call.Origin.Text));
        }

        return source;
    }
}
