using System.Linq.Expressions;
using Linq.Streaming.Planning.Binding;

namespace Linq.Streaming.Planning.Explain;

/// <summary>A captured query as its author wrote it in method syntax, one operator a line.</summary>
internal static class QueryText
{
    public static string Of(Expression query) => query is MethodCallExpression { Arguments: [var source, ..] } call
        ? $"{Of(source)}\n  {OperatorText.Of(call)}"
        : query.ToString();
}
