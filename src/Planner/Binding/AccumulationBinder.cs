using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Accumulate</c>: everything so far; and <c>Emit</c>, which says when results appear.</summary>
[Binds(nameof(StreamQueryable.Accumulate), nameof(StreamQueryable.Emit))]
internal sealed class AccumulationBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call) =>
        call.Name == nameof(StreamQueryable.Emit) ? BindEmit(call) : BindAccumulate(call);

    private static PlanNode BindAccumulate(OperatorCall call)
    {
        var source = call.Closed(call.Source);
        var timeToLive = call.Count > 1 ? call.Value<TimeSpan>(1) : (TimeSpan?)null;
        var instead = source.Shape switch
        {
            { Kind: WindowKind.SoFar, IsResult: true } => "Its results change from batch to batch; accumulate before grouping instead.",
            { Emission: StreamEmission.Early } => "Early results are not withdrawn: leave .Emit(Emission.Early) out, so that each result is given once.",
            _ => null,
        };
        if (instead is not null)
        {
            call.Report(StreamErrors.OperatorNeedsAppend(call.Name, source.Shape.Describe(), instead, call.Origin.Text));
        }

        return source.Shape.IsRawSoFar && timeToLive is null ? source : new AccumulateNode(source, IsComplete: false, call.Origin) { TimeToLive = timeToLive };
    }

    private static PlanNode BindEmit(OperatorCall call)
    {
        var source = call.Source;
        var emission = call.Value<Emission>(1);
        var changed = WithEmission(source, emission);
        if (changed is null)
        {
            call.Report(StreamErrors.OperatorNeedsAppend(
                call.Name,
                source.Shape.Describe(),
                emission is Emission.Update or Emission.Complete
                    ? "Emission.Update and Emission.Complete belong to everything so far: write Accumulate() before it."
                    : "Emission.OnClose and Emission.Early belong to windows of event time and sessions: write Emit after Window or SessionWindow and before the results are used in another way.",
                call.Origin.Text));
        }

        return changed ?? source;
    }

    /// <summary><paramref name="node"/> with another emission; null where it has no such.</summary>
    /// <remarks>The emission is a matter of what keeps the state below, through the operators of single rows and groups between.</remarks>
    public static PlanNode? WithEmission(PlanNode node, Emission emission) => node switch
    {
        AccumulateNode accumulate when IsSoFar(emission) => accumulate with { IsComplete = emission == Emission.Complete },
        EventWindowNode window when !IsSoFar(emission) => window with { IsEarly = emission == Emission.Early },
        SessionWindowNode session when !IsSoFar(emission) => session with { IsEarly = emission == Emission.Early },
        { Shape.IsRawSoFar: true } when node is not (FilterNode or ProjectNode or FlatMapNode) && IsSoFar(emission) =>
            emission == Emission.Complete ? new AccumulateNode(node, IsComplete: true, node.Origin) : node,
        FilterNode or ProjectNode or FlatMapNode or GroupNode =>
            WithEmission(node.Inputs[0], emission) is { } input ? node.WithInputs([input]) : null,
        _ => null,
    };

    private static bool IsSoFar(Emission emission) => emission is Emission.Update or Emission.Complete;
}
