using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Code;

/// <summary>The variables that an expression reads and does not declare.</summary>
internal sealed class FreeVariables : ExpressionVisitor
{
    private readonly HashSet<ParameterExpression> _declared = [];
    private readonly HashSet<ParameterExpression> _found = [];

    public static IReadOnlyCollection<ParameterExpression> Of(Expression expression)
    {
        var finder = new FreeVariables();
        finder.Visit(expression);
        finder._found.ExceptWith(finder._declared);
        return finder._found;
    }

    /// <summary>Whether <paramref name="expression"/> mentions <paramref name="variable"/>.</summary>
    public static bool Mentions(Expression expression, ParameterExpression variable)
    {
        var finder = new FreeVariables();
        finder.Visit(expression);
        return finder._found.Contains(variable);
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        _found.Add(node);
        return node;
    }

    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        _declared.UnionWith(node.Parameters);
        return base.VisitLambda(node);
    }

    protected override Expression VisitBlock(BlockExpression node)
    {
        _declared.UnionWith(node.Variables);
        foreach (var step in node.Expressions)
        {
            Visit(step);
        }

        return node;
    }

    protected override CatchBlock VisitCatchBlock(CatchBlock node)
    {
        if (node.Variable is { } variable)
        {
            _declared.Add(variable);
        }

        return base.VisitCatchBlock(node);
    }
}
