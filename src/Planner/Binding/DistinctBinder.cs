using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Distinct</c> and <c>DistinctBy</c>: one row of each key.</summary>
[Binds(nameof(StreamQueryable.Distinct), nameof(StreamQueryable.DistinctBy))]
internal sealed class DistinctBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var source = call.GroupableByAnyKey();
        var row = Expression.Parameter(source.ElementType, "x");
        var key = call.Count > 1 ? call.Lambda(1) : Expression.Lambda(row, row);
        call.CheckKey(key.ReturnType);
        var groups = new GroupNode(source, key, Element: null, call.Origin) { OnlyNew = true };
        var group = Expression.Parameter(groups.ElementType, "g");
        var result = call.Count > 1 ? KeyedGroups.Call(group, nameof(Enumerable.First)) : KeyedGroups.Key(group);
        return new ProjectNode(groups, Expression.Lambda(result, group), call.Origin);
    }
}
