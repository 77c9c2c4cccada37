using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Concat</c>: two streams of the same shape as one.</summary>
[Binds(nameof(StreamQueryable.Concat))]
internal sealed class ConcatBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call) => Concat(call, call.Source, call.Stream(1));

    /// <summary>Both streams as one, refused where they differ in window or emission.</summary>
    public static ConcatNode Concat(OperatorCall call, PlanNode first, PlanNode second)
    {
        if (!first.Shape.IsCompatible(second.Shape))
        {
            call.Report(StreamErrors.ConcatOfDifferentKinds(call.Name, first.Shape.Describe(), second.Shape.Describe(), call.Origin.Text));
        }

        if (first.Shape is { Emission: StreamEmission.Early, CarriesWindow: true } && !first.Shape.HasSameClocks(second.Shape))
        {
            call.Report(StreamErrors.OperatorNeedsAppend(
                call.Name, first.Shape.Describe(), "Results that follow different watermarks wait for each other, and early ones are not withdrawn: leave .Emit(Emission.Early) out, so that each result is given once.", call.Origin.Text));
        }

        return new ConcatNode(first, second, call.Origin);
    }
}
