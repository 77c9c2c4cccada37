using System.Linq.Expressions;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary>A join per window of event time: both streams as rows of key, side and value, grouped by window and key; a group gives its pairs when the window closes.</summary>
internal static class WindowJoin
{
    public static PlanNode Bind(JoinSides sides)
    {
        // Rows that wait and results that come when they have waited cannot stand in one window together.
        var waits = sides.Outer.Shape.IsResult == sides.Inner.Shape.IsResult;
        var outer = Side(sides, waits ? sides.Outer : sides.Call.Closed(sides.Outer), sides.OuterKey, isOuter: true);
        var inner = Side(sides, waits ? sides.Inner : sides.Call.Closed(sides.Inner), sides.InnerKey, isOuter: false);
        var both = new ConcatNode(outer, inner, sides.Call.Origin);
        var row = Expression.Parameter(both.ElementType, "x");
        var groups = new GroupNode(both, Expression.Lambda(Expression.Field(row, "Item1"), row), Element: null, sides.Call.Origin);
        return Pairs(sides, groups);
    }

    /// <summary>The pairs of a group; what has no partner is paired with the default where the kind of join keeps it. A null key matches nothing.</summary>
    public static IEnumerable<(TOuter? Outer, TInner? Inner)> Pairs<TKey, TOuter, TInner>(
        TKey key, IEnumerable<(TKey Key, bool IsOuter, TOuter Outer, TInner Inner)> rows, bool keepsOuter, bool keepsInner)
    {
        var inners = key is null ? [] : Inners(rows);
        var partners = inners.Length > 0 || !keepsOuter ? (TInner?[])inners : [default];
        var pairs = rows.Where(row => row.IsOuter).SelectMany(_ => partners, (row, inner) => ((TOuter?)row.Outer, inner));
        return keepsInner && (key is null || !rows.Any(row => row.IsOuter))
            ? pairs.Concat(Inners(rows).Select(inner => (default(TOuter), (TInner?)inner)))
            : pairs;
    }

    /// <summary>Each outer row of a group with all inner ones.</summary>
    public static IEnumerable<(TOuter Outer, IEnumerable<TInner> Inner)> Groups<TKey, TOuter, TInner>(
        TKey key, IEnumerable<(TKey Key, bool IsOuter, TOuter Outer, TInner Inner)> rows)
    {
        var inners = key is null ? [] : Inners(rows);
        return rows.Where(row => row.IsOuter).Select(row => (row.Outer, (IEnumerable<TInner>)inners));
    }

    private static TInner[] Inners<TKey, TOuter, TInner>(IEnumerable<(TKey Key, bool IsOuter, TOuter Outer, TInner Inner)> rows) =>
        [.. rows.Where(row => !row.IsOuter).Select(row => row.Inner)];

    // A row as (key, is of the outer stream, outer row, inner row).
    private static ProjectNode Side(JoinSides sides, PlanNode side, LambdaExpression key, bool isOuter)
    {
        var row = key.Parameters[0];
        Expression outer = isOuter ? row : Expression.Default(sides.Outer.ElementType);
        Expression inner = isOuter ? Expression.Default(sides.Inner.ElementType) : row;
        return new ProjectNode(side, Expression.Lambda(SlotTuple.New([key.Body, Expression.Constant(isOuter), outer, inner]), row), sides.Call.Origin);
    }

    private static FlatMapNode Pairs(JoinSides sides, GroupNode groups)
    {
        var group = Expression.Parameter(groups.ElementType, "g");
        Type[] types = [sides.OuterKey.ReturnType, sides.Outer.ElementType, sides.Inner.ElementType];
        var rows = Expression.Convert(group, typeof(IEnumerable<>).MakeGenericType(groups.MemberType));
        var pairs = sides.Kind == JoinKind.Group
            ? Expression.Call(typeof(WindowJoin), nameof(Groups), types, KeyedGroups.Key(group), rows)
            : Expression.Call(
                typeof(WindowJoin), nameof(Pairs), types, KeyedGroups.Key(group), rows,
                Expression.Constant(sides.KeepsUnmatchedOuter), Expression.Constant(sides.KeepsUnmatchedInner));
        var pair = Expression.Parameter(pairs.Type.GetGenericArguments()[0], "pair");
        var result = Expressions.Substitution.Apply(sides.Result, Expression.Field(pair, "Item1"), Expression.Field(pair, "Item2"));
        return new FlatMapNode(groups, Expression.Lambda(pairs, group), Expression.Lambda(result, group, pair), pair.Type, sides.Call.Origin);
    }
}
