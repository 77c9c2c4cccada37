using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Where</c>: a filter.</summary>
[Binds(nameof(StreamQueryable.Where))]
internal sealed class FilteringBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call) => new FilterNode(call.Source, call.Lambda(1), call.Origin);
}
