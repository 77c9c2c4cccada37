using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>The shapes of loops that stages are made of.</summary>
internal static class Loops
{
    /// <summary><c>for (i = from; i &lt; to; i++) body(i)</c>; <paramref name="to"/> is read at each turn, so it should be a variable.</summary>
    public static Expression For(Expression from, Expression to, Func<Expression, Expression> body, string name = "i")
    {
        var i = Expression.Variable(typeof(int), name);
        var end = Expression.Label();
        return Expression.Block(
            typeof(void),
            [i],
            Expression.Assign(i, from),
            Expression.Loop(
                Expression.IfThenElse(
                    Expression.LessThan(i, to),
                    Expression.Block(typeof(void), body(i), Expression.PreIncrementAssign(i)),
                    Expression.Break(end)),
                end));
    }

    /// <summary>Each element of <paramref name="array"/>, a variable.</summary>
    public static Expression ForEach(Expression array, Func<Expression, Expression> body, string name = "i") =>
        For(Expression.Constant(0), Expression.ArrayLength(array), i => body(Expression.ArrayAccess(array, i)), name);

    /// <summary>Each element of a sequence: by index where it is an array, else by its enumerator, which is disposed.</summary>
    public static Expression Enumerate(Expression sequence, Type itemType, Func<Expression, Expression> body)
    {
        while (sequence is UnaryExpression { NodeType: ExpressionType.Convert } convert && !convert.Operand.Type.IsValueType)
        {
            sequence = convert.Operand;
        }

        return sequence.Type.IsArray && sequence.Type.GetElementType() == itemType
            ? OverArray(sequence, body)
            : OverEnumerator(sequence, itemType, body);
    }

    private static BlockExpression OverArray(Expression sequence, Func<Expression, Expression> body)
    {
        var array = Expression.Variable(sequence.Type, "items");
        return Expression.Block(typeof(void), [array], Expression.Assign(array, sequence), ForEach(array, body, "item"));
    }

    private static BlockExpression OverEnumerator(Expression sequence, Type itemType, Func<Expression, Expression> body)
    {
        var enumerable = typeof(IEnumerable<>).MakeGenericType(itemType);
        var enumerator = Expression.Variable(typeof(IEnumerator<>).MakeGenericType(itemType), "items");
        var item = Expression.Variable(itemType, "item");
        var end = Expression.Label();
        var move = Expression.Call(enumerator, typeof(System.Collections.IEnumerator).GetMethod(nameof(System.Collections.IEnumerator.MoveNext))!);
        var loop = Expression.Loop(
            Expression.IfThenElse(
                move,
                Expression.Block(typeof(void), [item], Expression.Assign(item, Expression.Property(enumerator, nameof(IEnumerator<>.Current))), body(item)),
                Expression.Break(end)),
            end);
        return Expression.Block(
            typeof(void),
            [enumerator],
            Expression.Assign(enumerator, Expression.Call(Expression.Convert(sequence, enumerable), enumerable.GetMethod(nameof(IEnumerable<>.GetEnumerator))!)),
            Expression.TryFinally(loop, Expression.Call(enumerator, typeof(IDisposable).GetMethod(nameof(IDisposable.Dispose))!)));
    }
}
