using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Expressions;

/// <summary>Facts about expressions that rules and the code generator ask for.</summary>
internal static class ExpressionFacts
{
    /// <summary>Whether evaluating it twice costs about as much as reading a variable.</summary>
    public static bool IsCheap(Expression expression) => expression switch
    {
        ParameterExpression or ConstantExpression or DefaultExpression or PlanParameterExpression => true,
        MemberExpression { Expression: { } target, Member: System.Reflection.FieldInfo } => IsCheap(target),
        MemberExpression { Expression: { } target } => IsCheap(target),
        IndexExpression { Object: { } array, Arguments: [var index] } => array.Type.IsArray && IsCheap(array) && IsCheap(index),
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } access => IsCheap(access.Left) && IsCheap(access.Right),
        NewExpression { Members: not null } creation => creation.Arguments.All(IsCheap),
        _ => false,
    };

    /// <summary>How often <paramref name="parameter"/> is read in <paramref name="body"/>; a read inside a nested lambda counts as many.</summary>
    public static int CountUses(Expression body, ParameterExpression parameter)
    {
        var counter = new UseCounter(parameter);
        counter.Visit(body);
        return counter.Count;
    }

    /// <summary>Whether a nested lambda in <paramref name="body"/> reads one of <paramref name="parameters"/>, so that its value must outlive the loop's variables.</summary>
    public static bool IsCaptured(Expression body, IReadOnlyCollection<ParameterExpression> parameters)
    {
        var finder = new CaptureFinder(parameters);
        finder.Visit(body);
        return finder.Found;
    }

    private sealed class UseCounter(ParameterExpression parameter) : ExpressionVisitor
    {
        private int _depth;

        public int Count { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Count += node != parameter ? 0 : _depth == 0 ? 1 : 1000;
            return node;
        }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            _depth++;
            Visit(node.Body);
            _depth--;
            return node;
        }
    }

    private sealed class CaptureFinder(IReadOnlyCollection<ParameterExpression> parameters) : ExpressionVisitor
    {
        private int _depth;

        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= _depth > 0 && parameters.Contains(node);
            return node;
        }

        protected override Expression VisitLambda<T>(Expression<T> node)
        {
            _depth++;
            Visit(node.Body);
            _depth--;
            return node;
        }
    }
}
