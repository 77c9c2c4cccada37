using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Goes through the words of <c>line.Split(' ')</c> one after the other, without an array of strings.</summary>
internal static class SplitWords
{
    /// <summary>Whether <paramref name="collection"/>, of a row, is a split at one character that keeps empty words.</summary>
    public static bool Matches(LambdaExpression collection) =>
        collection.Body is MethodCallExpression { Method: { Name: nameof(string.Split) } method, Arguments: [_, ConstantExpression { Value: StringSplitOptions.None }] } &&
        method.GetParameters()[0].ParameterType == typeof(char);

    /// <summary>Gives each word of <paramref name="split"/> to <paramref name="body"/>, as a part of the text.</summary>
    public static Expression Each(MethodCallExpression split, Func<TextPartExpression, Expression> body)
    {
        var text = Expression.Variable(typeof(string), "text");
        var (start, end) = (Expression.Variable(typeof(int), "start"), Expression.Variable(typeof(int), "end"));
        var (separator, done) = (Expression.Variable(typeof(char), "separator"), Expression.Label());
        var isLast = Expression.LessThan(end, Expression.Constant(0));
        return Expression.Block(
            typeof(void),
            [text, start, end, separator],
            Expression.Assign(text, split.Object!),
            Expression.Assign(separator, split.Arguments[0]),
            Expression.Assign(start, Expression.Constant(0)),
            Expression.Loop(
                Expression.Block(
                    typeof(void),
                    Expression.Assign(end, Expression.Call(text, nameof(string.IndexOf), null, separator, start)),
                    body(new TextPartExpression(text, start, Expression.Subtract(Expression.Condition(isLast, Expression.Property(text, nameof(string.Length)), end), start))),
                    Expression.IfThen(isLast, Expression.Break(done)),
                    Expression.Assign(start, Expression.Add(end, Expression.Constant(1)))),
                done));
    }
}
