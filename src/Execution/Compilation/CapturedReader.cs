using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>Reads captured values from <paramref name="captured"/>, an array, where they are used.</summary>
internal sealed class CapturedReader(Expression captured) : ExpressionVisitor
{
    protected override Expression VisitExtension(Expression node) => node is PlanParameterExpression parameter
        ? Expression.Convert(Expression.ArrayIndex(captured, Expression.Constant(parameter.Index)), parameter.Type)
        : base.VisitExtension(node);
}
