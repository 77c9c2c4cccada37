using System.Linq.Expressions;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary><c>CoGroup</c>: both streams as rows of key, side and value, grouped by key.</summary>
[Binds(nameof(StreamQueryable.CoGroup))]
internal sealed class CoGroupBinder : OperatorBinder
{
    public override PlanNode Bind(OperatorCall call)
    {
        var types = call.TypeArguments;
        call.CheckKey(types[0]);
        var both = ConcatBinder.Concat(call, Side(call, call.GroupableByAnyKey(), types, isFirst: true), Side(call, call.GroupableByAnyKey(1), types, isFirst: false));
        var row = Expression.Parameter(both.ElementType, "x");
        var groups = new GroupNode(both, Expression.Lambda(Expression.Field(row, "Item1"), row), Element: null, call.Origin);
        var group = Expression.Parameter(groups.ElementType, "g");
        var sides = Expression.New(
            typeof(ValueTuple<,>).MakeGenericType(List(types[1]), List(types[2])).GetConstructors()[0],
            Values(group, "Item3", isFirst: true, List(types[1])),
            Values(group, "Item4", isFirst: false, List(types[2])));
        var pair = typeof(KeyValuePair<,>).MakeGenericType(types[0], sides.Type);
        var body = Expression.New(pair.GetConstructors()[0], KeyedGroups.Key(group), sides);
        return new ProjectNode(groups, Expression.Lambda(body, group), call.Origin);
    }

    private static Type List(Type element) => typeof(IReadOnlyList<>).MakeGenericType(element);

    // A pair as (key, is of the first stream, value of the first, value of the second).
    private static ProjectNode Side(OperatorCall call, PlanNode side, Type[] types, bool isFirst)
    {
        var pair = Expression.Parameter(side.ElementType, "pair");
        Expression value = Expression.Property(pair, "Value");
        var row = SlotTuple.New(
        [
            Expression.Property(pair, "Key"),
            Expression.Constant(isFirst),
            isFirst ? value : Expression.Default(types[1]),
            isFirst ? Expression.Default(types[2]) : value,
        ]);
        return new ProjectNode(side, Expression.Lambda(row, pair), call.Origin);
    }

    // g.Where(x => x.IsFirst).Select(x => x.Value).ToArray()
    private static UnaryExpression Values(Expression group, string item, bool isFirst, Type list)
    {
        var row = Expression.Parameter(group.Type.GetGenericArguments()[1], "x");
        var side = Expression.Field(row, "Item2");
        var value = Expression.Field(row, item);
        var own = KeyedGroups.Call(group, nameof(Enumerable.Where), Expression.Lambda(isFirst ? side : Expression.Not(side), row));
        var values = Expression.Call(typeof(Enumerable), nameof(Enumerable.Select), [row.Type, value.Type], own, Expression.Lambda(value, row));
        return Expression.Convert(Expression.Call(typeof(Enumerable), nameof(Enumerable.ToArray), [value.Type], values), list);
    }
}
