using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>GroupBy</c> and <c>GroupByKey</c>: groups, which a rule turns into aggregates where the query uses them so.</summary>
[Binds(nameof(StreamQueryable.GroupBy), nameof(StreamQueryable.GroupByKey))]
internal sealed class GroupingBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        if (call.Name == nameof(StreamQueryable.GroupByKey))
        {
            return KeyedGroups.OfPairs(call, group => Expression.Convert(KeyedGroups.Call(group, nameof(Enumerable.ToArray)), typeof(IReadOnlyList<>).MakeGenericType(call.TypeArguments[1])));
        }

        var key = call.Lambda(1);
        call.CheckKey(key.ReturnType);
        return new GroupNode(SessionBinder.Grouped(call, call.Groupable(), key), key, call.Count > 2 ? call.Lambda(2) : null, call.Origin);
    }
}
