using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Planning.Expressions;

/// <summary>Whether two expressions say the same, by their canonical text; captured objects are compared by identity.</summary>
internal static class ExpressionComparer
{
    public static bool Equal(Expression first, Expression second) =>
        ReferenceEquals(first, second)
        || (first.Type == second.Type && first.NodeType == second.NodeType
            && Text(first) == Text(second) && Objects(first).SequenceEqual(Objects(second), ReferenceEqualityComparer.Instance));

    private static string Text(Expression expression) => ExpressionPrinter.Canonical(expression);

    private static List<object?> Objects(Expression expression)
    {
        var collector = new ConstantCollector();
        collector.Visit(expression);
        return collector.Objects;
    }

    private sealed class ConstantCollector : ExpressionVisitor
    {
        public List<object?> Objects { get; } = [];

        protected override Expression VisitConstant(ConstantExpression node)
        {
            if (node.Value is not null && !node.Type.IsValueType && node.Value is not string)
            {
                Objects.Add(node.Value);
            }

            return node;
        }

        // The canonical text numbers parameters of the plan in each expression from 0.
        protected override Expression VisitExtension(Expression node)
        {
            Objects.Add(node);
            return node;
        }

        // Free parameters have no name in the canonical text, so their identity counts.
        protected override Expression VisitParameter(ParameterExpression node)
        {
            Objects.Add(node);
            return node;
        }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            // Bound parameters are numbered by the canonical text already.
            Visit(node.Body);
            Objects.RemoveAll(node.Parameters.Contains);
            return node;
        }
    }
}
