using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Concat</c>: two streams of the same shape as one.</summary>
[Binds(nameof(StreamQueryable.Concat))]
internal sealed class ConcatBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var (first, second) = (call.Source, call.Stream(1));
        if (!first.Shape.IsCompatible(second.Shape))
        {
            call.Report(StreamErrors.ConcatOfDifferentKinds(first.Shape.Describe(), second.Shape.Describe(), call.Origin.Text));
        }

        return new ConcatNode(first, second, call.Origin);
    }
}
