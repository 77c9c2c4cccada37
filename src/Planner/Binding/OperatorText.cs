using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Binding;

/// <summary>An operator of a query as its author wrote it, short enough for a message.</summary>
internal static class OperatorText
{
    private const int LongestArgument = 80;

    public static string Of(MethodCallExpression call) =>
        $".{call.Method.Name}({string.Join(", ", call.Arguments.Skip(1).Select(Argument))})";

    private static string Argument(Expression argument)
    {
        var text = typeof(IStreamQueryable).IsAssignableFrom(argument.Type) ? "…" : ExpressionPrinter.Print(argument);
        return text.Length <= LongestArgument ? text : text[..LongestArgument] + "…";
    }
}
