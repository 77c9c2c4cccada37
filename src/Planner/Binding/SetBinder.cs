using System.Linq.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>Union</c>, <c>Except</c>, <c>Intersect</c>: both streams tagged with their side, grouped by the element.</summary>
[Binds(nameof(StreamQueryable.Union), nameof(StreamQueryable.Except), nameof(StreamQueryable.Intersect))]
internal sealed class SetBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var both = ConcatBinder.Concat(call, Tagged(call, call.GroupableByAnyKey(), isFirst: true), Tagged(call, call.GroupableByAnyKey(1), isFirst: false));
        var row = Expression.Parameter(both.ElementType, "x");
        var key = Expression.Lambda(Expression.Field(row, "Item1"), row);
        call.CheckKey(key.ReturnType);

        // A union is the distinct rows of both, so over everything so far it gives a row when it is first seen.
        var groups = new GroupNode(both, key, Element: null, call.Origin) { OnlyNew = call.Name == nameof(StreamQueryable.Union) };
        var group = Expression.Parameter(groups.ElementType, "g");
        PlanNode members = call.Name switch
        {
            nameof(StreamQueryable.Except) => Filtered(Expression.Not(AnyOf(group, isFirst: false))),
            nameof(StreamQueryable.Intersect) => Filtered(Expression.AndAlso(AnyOf(group, isFirst: true), AnyOf(group, isFirst: false))),
            _ => groups,
        };
        return new ProjectNode(members, Expression.Lambda(KeyedGroups.Key(group), group), call.Origin);

        FilterNode Filtered(Expression condition) => new(groups, Expression.Lambda(condition, group), call.Origin);
    }

    private static ProjectNode Tagged(OperatorCall call, PlanNode side, bool isFirst)
    {
        var row = Expression.Parameter(side.ElementType, "x");
        return new ProjectNode(side, Expression.Lambda(Aggregates.SlotTuple.New([row, Expression.Constant(isFirst)]), row), call.Origin);
    }

    private static Expression AnyOf(Expression group, bool isFirst)
    {
        var row = Expression.Parameter(group.Type.GetGenericArguments()[1], "x");
        var side = Expression.Field(row, "Item2");
        return KeyedGroups.Call(group, nameof(Enumerable.Any), Expression.Lambda(isFirst ? side : Expression.Not(side), row));
    }
}
