using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Expressions;

/// <summary>Turns <c>MemoryExtensions</c> calls over a span made from an array back into <see cref="Enumerable"/>'s.</summary>
/// <remarks>
/// From C# 14 on, <c>array.Contains(x)</c> inside a lambda binds to the overload over <c>ReadOnlySpan</c>, whose conversion
/// can be neither evaluated ahead nor interpreted: a span cannot be a value of the tree.
/// </remarks>
/// <example><c>MemoryExtensions.Contains(op_Implicit(array), x)</c> becomes <c>Enumerable.Contains(array, x)</c>.</example>
internal sealed class SpanContainsRewriter : ExpressionVisitor
{
    private static readonly string[] Rewritten = [nameof(Enumerable.Contains), nameof(Enumerable.SequenceEqual)];

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        var visited = (MethodCallExpression)base.VisitMethodCall(node);
        if (visited.Method.DeclaringType != typeof(MemoryExtensions) || Array.IndexOf(Rewritten, visited.Method.Name) < 0)
        {
            return visited;
        }

        // A trailing comparer argument exists in both worlds and is kept.
        var arguments = visited.Arguments.Select(argument => ArrayOf(argument) ?? argument).ToArray();
        return arguments.Any(argument => argument.Type.IsByRefLike)
            ? visited
            : Expression.Call(typeof(Enumerable), visited.Method.Name, [visited.Method.GetGenericArguments()[0]], arguments);
    }

    private static Expression? ArrayOf(Expression argument) => argument switch
    {
        MethodCallExpression { Method.Name: "op_Implicit", Arguments: [{ Type.IsArray: true } array] } when argument.Type.IsByRefLike => array,
        UnaryExpression { NodeType: ExpressionType.Convert, Operand: { Type.IsArray: true } array } when argument.Type.IsByRefLike => array,
        _ => null,
    };
}
