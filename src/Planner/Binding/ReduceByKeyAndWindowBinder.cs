using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>ReduceByKeyAndWindow</c>: a window, a group by key, and a reduction, with its inverse where one is given.</summary>
[Binds(nameof(StreamQueryable.ReduceByKeyAndWindow))]
internal sealed class ReduceByKeyAndWindowBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var hasInverse = call.Count > 4;
        var source = call.Source;
        var window = WindowBinder.Over(call, source, call.Value<TimeSpan>(hasInverse ? 3 : 2), call.Value<TimeSpan>(hasInverse ? 4 : 3));
        var reduced = KeyedGroups.OfPairs(call, window, group => hasInverse
            ? GroupFolds.Invertible(group, call.Lambda(1), call.Lambda(2))
            : KeyedGroups.Call(group, nameof(Enumerable.Aggregate), call.Lambda(1)));
        return call.IsLambda(5) ? new FilterNode(reduced, call.Lambda(5), call.Origin) : reduced;
    }
}
