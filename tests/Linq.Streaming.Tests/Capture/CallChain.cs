using System.Linq.Expressions;

namespace Linq.Streaming.Tests.Capture;

/// <summary>The operators of a captured query, from its source on.</summary>
internal static class CallChain
{
    public static string Of(IStreamQueryable query) => Of(query.Expression);

    private static string Of(Expression expression) => expression switch
    {
        MethodCallExpression call => $"{Of(call.Arguments[0])}.{call.Method.Name}({string.Join(", ", call.Arguments.Skip(1).Select(Argument))})",
        StreamSourceExpression source => source.Name,
        _ => throw new ArgumentException($"{expression.NodeType} is not part of a stream query.", nameof(expression)),
    };

    private static string Argument(Expression argument) => argument switch
    {
        UnaryExpression { NodeType: ExpressionType.Quote, Operand: LambdaExpression lambda } => lambda.ToString(),
        ConstantExpression { Value: Array array } => $"[{array.Length}]",
        ConstantExpression constant => constant.ToString(),
        _ => Of(argument),
    };
}
