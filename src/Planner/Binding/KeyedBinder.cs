using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>CountBy</c>, <c>AggregateBy</c>, <c>ReduceByKey</c>: a value for each key.</summary>
[Binds(nameof(StreamQueryable.CountBy), nameof(StreamQueryable.AggregateBy), nameof(StreamQueryable.ReduceByKey))]
internal sealed class KeyedBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call) => call.Name switch
    {
        nameof(StreamQueryable.CountBy) => KeyedGroups.Of(call, call.Lambda(1), null, group => KeyedGroups.Call(group, nameof(Enumerable.LongCount))),
        nameof(StreamQueryable.ReduceByKey) => KeyedGroups.OfPairs(call, group => KeyedGroups.Call(group, nameof(Enumerable.Aggregate), call.Lambda(1))),
        _ => KeyedGroups.Of(call, call.Lambda(1), null, group => GroupFolds.Call(group, call.Captured(2), call.Lambda(3), call.Count > 4 ? call.Lambda(4) : null)),
    };
}
