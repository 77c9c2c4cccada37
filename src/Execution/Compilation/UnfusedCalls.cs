using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>Changes an accumulator by a row or by another accumulator.</summary>
internal delegate void UnfusedUpdate<TAccumulator, TOther>(ref TAccumulator accumulator, TOther other, object?[] captured);

/// <summary>Calls of functions that are delegates of their own: the plan that fused loops are compared with.</summary>
/// <remarks>Nothing is shared with what surrounds a call: arguments are evaluated, in order, and captured values are read anew.</remarks>
internal static class UnfusedCalls
{
    /// <summary><paramref name="function"/> of <paramref name="arguments"/>.</summary>
    public static Expression Call(Expression frame, LambdaExpression function, ReadOnlySpan<Expression> arguments)
    {
        var captured = Expression.Parameter(typeof(object[]), "captured");
        var compiled = LambdaCompiler.Compile(Expression.Lambda(
            new CapturedReader(captured).Visit(function.Body), [.. function.Parameters, captured]));
        return Expression.Invoke(Expression.Constant(compiled), [.. arguments, Captured(frame)]);
    }

    /// <summary>What <paramref name="body"/> does to <paramref name="accumulator"/>, which is assignable, with <paramref name="other"/>.</summary>
    public static Expression Update(Expression frame, Func<Expression, Expression, Expression> body, Expression accumulator, Expression other)
    {
        var into = Expression.Parameter(accumulator.Type.MakeByRefType(), "accumulator");
        var from = Expression.Parameter(other.Type, "other");
        var captured = Expression.Parameter(typeof(object[]), "captured");
        var compiled = LambdaCompiler.Compile(Expression.Lambda(
            typeof(UnfusedUpdate<,>).MakeGenericType(accumulator.Type, other.Type), new CapturedReader(captured).Visit(body(into, from)), into, from, captured));
        return Expression.Invoke(Expression.Constant(compiled), accumulator, other, Captured(frame));
    }

    private static MemberExpression Captured(Expression frame) => Expression.Field(frame, nameof(TaskFrame.Parameters));
}
