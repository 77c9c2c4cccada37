using System.Linq.Expressions;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary>A join per window of event time: an operator of its own where it gives pairs, and a composition of others where it gives each outer row with all its matches.</summary>
internal static class WindowJoin
{
    public static PlanNode Bind(JoinSides sides)
    {
        // Rows that wait are late by the watermark of both, results by that of their own: so where one side is a result, the other waits for its own watermark, too.
        var waits = sides.Outer.Shape.IsResult == sides.Inner.Shape.IsResult;
        var (outer, inner) = waits ? (sides.Outer, sides.Inner) : (sides.Call.Closed(sides.Outer), sides.Call.Closed(sides.Inner));
        return sides.Kind == JoinKind.Group
            ? Groups(sides, outer, inner)
            : new WindowJoinNode(outer, inner, sides.OuterKey, sides.InnerKey, sides.Result, sides.Kind, sides.Call.Origin);
    }

    /// <summary>Each outer row of a group with all inner ones. A null key matches nothing.</summary>
    public static IEnumerable<(TOuter Outer, IEnumerable<TInner> Inner)> Groups<TKey, TOuter, TInner>(
        TKey key, IEnumerable<(TKey Key, bool IsOuter, TOuter Outer, TInner Inner)> rows)
    {
        TInner[] inners = key is null ? [] : [.. rows.Where(row => !row.IsOuter).Select(row => row.Inner)];
        return rows.Where(row => row.IsOuter).Select(row => (row.Outer, (IEnumerable<TInner>)inners));
    }

    // Both streams as rows of key, side and value, grouped by window and key; a group gives its outer rows when the window closes.
    private static FlatMapNode Groups(JoinSides sides, PlanNode outer, PlanNode inner)
    {
        var both = new ConcatNode(Side(sides, outer, sides.OuterKey, isOuter: true), Side(sides, inner, sides.InnerKey, isOuter: false), sides.Call.Origin);
        var row = Expression.Parameter(both.ElementType, "x");
        var groups = new GroupNode(both, Expression.Lambda(Expression.Field(row, "Item1"), row), Element: null, sides.Call.Origin);
        return OuterRows(sides, groups);
    }

    // A row as (key, is of the outer stream, outer row, inner row).
    private static ProjectNode Side(JoinSides sides, PlanNode side, LambdaExpression key, bool isOuter)
    {
        var row = key.Parameters[0];
        Expression outer = isOuter ? row : Expression.Default(sides.Outer.ElementType);
        Expression inner = isOuter ? Expression.Default(sides.Inner.ElementType) : row;
        return new ProjectNode(side, Expression.Lambda(SlotTuple.New([key.Body, Expression.Constant(isOuter), outer, inner]), row), sides.Call.Origin);
    }

    private static FlatMapNode OuterRows(JoinSides sides, GroupNode groups)
    {
        var group = Expression.Parameter(groups.ElementType, "g");
        Type[] types = [sides.OuterKey.ReturnType, sides.Outer.ElementType, sides.Inner.ElementType];
        var rows = Expression.Convert(group, typeof(IEnumerable<>).MakeGenericType(groups.MemberType));
        var pairs = Expression.Call(typeof(WindowJoin), nameof(Groups), types, KeyedGroups.Key(group), rows);
        var pair = Expression.Parameter(pairs.Type.GetGenericArguments()[0], "pair");
        var result = Expressions.Substitution.Apply(sides.Result, Expression.Field(pair, "Item1"), Expression.Field(pair, "Item2"));
        return new FlatMapNode(groups, Expression.Lambda(pairs, group), Expression.Lambda(result, group, pair), pair.Type, sides.Call.Origin);
    }
}
