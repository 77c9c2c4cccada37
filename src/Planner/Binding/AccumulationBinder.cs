using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Accumulate</c>: everything so far; and <c>Emit</c>, which says when its results appear.</summary>
[Binds(nameof(StreamQueryable.Accumulate), nameof(StreamQueryable.Emit))]
internal sealed class AccumulationBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call) =>
        call.Name == nameof(StreamQueryable.Emit) ? BindEmit(call) : BindAccumulate(call);

    private static PlanNode BindAccumulate(OperatorCall call)
    {
        var source = call.Closed(call.Source);
        if (source.Shape is { Kind: WindowKind.SoFar, IsResult: true })
        {
            call.Report(StreamErrors.OperatorNeedsAppend(
                call.Name, source.Shape.Describe(), "Its results change from batch to batch; accumulate before grouping instead.", call.Origin.Text));
        }

        return source.Shape.IsRawSoFar ? source : new AccumulateNode(source, IsComplete: false, call.Origin);
    }

    private static PlanNode BindEmit(OperatorCall call)
    {
        var source = call.Source;
        var changed = WithEmission(source, call.Value<Emission>(1));
        if (changed is null)
        {
            call.Report(StreamErrors.OperatorNeedsAppend(
                call.Name, source.Shape.Describe(), "Emission.Update and Emission.Complete belong to everything so far: write Accumulate() before it.", call.Origin.Text));
        }

        return changed ?? source;
    }

    // The emission is a matter of the Accumulate below, through the operators of single rows and groups between.
    private static PlanNode? WithEmission(PlanNode node, Emission emission) => node switch
    {
        AccumulateNode accumulate => accumulate with { IsComplete = emission == Emission.Complete },
        FilterNode or ProjectNode or FlatMapNode or GroupNode =>
            WithEmission(node.Inputs[0], emission) is { } input ? node.WithInputs([input]) : null,
        _ => null,
    };
}
