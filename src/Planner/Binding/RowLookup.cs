using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Planning.Binding;

/// <summary>Joins of a stream with rows that do not change: a look-up made once at <c>Start()</c>, and one probe for each element.</summary>
internal static class RowLookup
{
    public static PlanNode Bind(OperatorCall call, JoinKind kind)
    {
        var (outerKey, innerKey, result) = (call.Lambda(2), call.Lambda(3), call.Lambda(4));
        var types = new[] { innerKey.Parameters[0].Type, innerKey.ReturnType };
        var rows = call.Parameter(Expression.Call(typeof(Enumerable), nameof(Enumerable.ToLookup), types, call.Argument(1), innerKey));
        var find = kind == JoinKind.Left ? nameof(MatchesOrDefault) : nameof(Matches);
        var matches = Expression.Call(typeof(RowLookup), find, types, rows, outerKey.Body);
        return kind == JoinKind.Group
            ? new ProjectNode(call.Source, Expression.Lambda(GroupResult(result, outerKey, matches), outerKey.Parameters), call.Origin)
            : new FlatMapNode(call.Source, Expression.Lambda(matches, outerKey.Parameters), result, types[0], call.Origin);
    }

    /// <summary>The rows with a key; a null key matches nothing, as in LINQ.</summary>
    public static IEnumerable<TRow> Matches<TRow, TKey>(ILookup<TKey, TRow> rows, TKey key) => key is null ? [] : rows[key];

    /// <summary>The rows with a key, or one default where there is none.</summary>
    public static IEnumerable<TRow?> MatchesOrDefault<TRow, TKey>(ILookup<TKey, TRow> rows, TKey key) => Matches(rows, key).DefaultIfEmpty();

    private static Expression GroupResult(LambdaExpression result, LambdaExpression outerKey, Expression matches) =>
        Inlining.Apply(result, outerKey.Parameters[0], matches);
}
