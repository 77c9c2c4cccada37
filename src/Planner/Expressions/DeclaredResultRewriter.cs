using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Expressions;

/// <summary>Gives the body of each lambda the type that the lambda is declared to return, so that rules which make a new lambda of a body keep the type of its result.</summary>
/// <remarks>The compiler leaves a conversion to a base type out where the lambda's type implies it.</remarks>
/// <example><c>Func&lt;Row, object&gt;: x => x.Name</c> becomes <c>x => (object)x.Name</c>.</example>
internal sealed class DeclaredResultRewriter : ExpressionVisitor
{
    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        var body = Visit(node.Body);
        var converted = body.Type == node.ReturnType || node.ReturnType == typeof(void) ? body : Expression.Convert(body, node.ReturnType);
        return node.Update(converted, node.Parameters);
    }
}
