using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>OrderBy</c>, <c>ThenBy</c> and their descending forms.</summary>
[Binds(
    nameof(StreamQueryable.OrderBy), nameof(StreamQueryable.OrderByDescending),
    nameof(StreamQueryable.ThenBy), nameof(StreamQueryable.ThenByDescending))]
internal sealed class OrderingBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var key = new SortKey(call.Lambda(1), call.Name.EndsWith("Descending", StringComparison.Ordinal));
        return call.Name.StartsWith("ThenBy", StringComparison.Ordinal) && call.Source is OrderNode order
            ? order with { Keys = [.. order.Keys, key], Origin = call.Origin }
            : new OrderNode(call.OrderedBelow(), [key], call.Origin);
    }
}
