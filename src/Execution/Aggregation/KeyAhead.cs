using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Linq.Streaming.Execution.Tables;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>The key of a row that a loop will come to, so that a table larger than the caches has its place at hand by then.</summary>
/// <remarks>Only of keys that are numbers in the memory of rows, as fields or as properties without code of their own: a row may be looked at that the query leaves out.</remarks>
internal static class KeyAhead
{
    /// <summary>How many rows ahead: memory takes about as long as these.</summary>
    private const int Rows = 16;

    /// <summary>The place of <paramref name="key"/> in <paramref name="table"/>, a <see cref="KeyedTable{TKey,TValue}"/>, as <see cref="KeyedTable{TKey,TValue}.GetIndex"/> gives it.</summary>
    /// <param name="table">The table, a variable.</param>
    /// <param name="key">The key.</param>
    /// <param name="row">The index of the row in its array, a variable; null where there is none.</param>
    public static Expression IndexOf(Expression table, Expression key, Expression? row)
    {
        Expression index = Expression.Call(table, nameof(KeyedTable<,>.GetIndex), null, key);
        return Sse.IsSupported && IsNumber(key.Type) && row is not null && Ahead(key, row) is { } ahead
            ? Expression.Condition(
                Expression.Property(table, nameof(KeyedTable<,>.IsDense)),
                Expression.Call(table, nameof(KeyedTable<,>.GetIndexWithAhead), null, key, ahead),
                index)
            : index;
    }

    private static bool IsNumber(Type type) => type.IsPrimitive || type.IsEnum;

    // The same of a later row, or of the last in the array; null where that would run code.
    private static Expression? Ahead(Expression read, Expression row) => read switch
    {
        IndexExpression { Object: { } array, Arguments: [var index] } when index == row && read.Type.IsValueType => Expression.ArrayAccess(array, Later(array, row)),
        MemberExpression { Expression: { Type.IsValueType: true } target } member when IsStored(member.Member) => Ahead(target, row) is { } later ? member.Update(later) : null,
        _ => null,
    };

    private static MethodCallExpression Later(Expression array, Expression row) => Expression.Call(
        typeof(Math), nameof(Math.Min), null, Expression.Add(row, Expression.Constant(Rows)), Expression.Subtract(Expression.ArrayLength(array), Expression.Constant(1)));

    private static bool IsStored(MemberInfo member) =>
        member is FieldInfo || (member is PropertyInfo { GetMethod: { } getter } && getter.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false));
}
