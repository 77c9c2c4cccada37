using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>The loop over rows that were kept.</summary>
internal static class SessionRows
{
    /// <summary>Each of <paramref name="arrived"/>, an <see cref="ArrivedRows{TRow}"/>, for <paramref name="body"/>.</summary>
    public static Expression Each(StageEmitter emitter, Expression arrived, Func<Expression, Expression> body)
    {
        var all = Expression.Field(arrived, nameof(ArrivedRows<>.Rows));
        var rows = Expression.Variable(all.Type, "rows");
        var count = Expression.Variable(typeof(int), "count");
        return Expression.Block(
            typeof(void),
            [rows, count],
            Expression.Assign(rows, all),
            Expression.Assign(count, Expression.Field(arrived, nameof(ArrivedRows<>.Count))),
            Loops.For(Expression.Constant(0), count, i => emitter.Let(Expression.Field(Expression.ArrayAccess(rows, i), nameof(ArrivedRow<>.Row)), body, "row"), "arrived"));
    }
}
