using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Expressions;

/// <summary>Replaces every maximal subtree without lambda parameters by a parameter of the plan.</summary>
/// <remarks>
/// Literals stay: they are part of what the query says. A subtree that holds a lambda stays too (the lambda's own captured
/// values are extracted inside it), and so does one whose value could not be held in a variable (void, by-reference types).
/// </remarks>
internal sealed class ParameterExtractor(List<PlanParameterExpression> parameters) : ExpressionVisitor
{
    private readonly Dictionary<Expression, bool> _isClosed = [];

    public LambdaExpression Extract(LambdaExpression lambda) =>
        Expression.Lambda(lambda.Type, Visit(lambda.Body)!, lambda.Name, lambda.TailCall, lambda.Parameters);

    public override Expression? Visit(Expression? node)
    {
        if (node is null or LambdaExpression or ParameterExpression or PlanParameterExpression || IsLiteral(node) || !IsClosed(node))
        {
            return base.Visit(node);
        }

        return Existing(node) ?? Add(node);
    }

    // The constructor call of an initializer is part of the initializer and cannot be replaced alone; its arguments can.
    protected override Expression VisitMemberInit(MemberInitExpression node) =>
        node.Update(node.NewExpression.Update(Visit(node.NewExpression.Arguments)), Visit(node.Bindings, VisitMemberBinding));

    protected override Expression VisitListInit(ListInitExpression node) =>
        node.Update(node.NewExpression.Update(Visit(node.NewExpression.Arguments)), Visit(node.Initializers, VisitElementInit));

    private PlanParameterExpression? Existing(Expression node) =>
        parameters.Find(parameter => parameter.Type == node.Type && ExpressionComparer.Equal(parameter.Value, node));

    private PlanParameterExpression Add(Expression node)
    {
        var parameter = new PlanParameterExpression(parameters.Count, node);
        parameters.Add(parameter);
        return parameter;
    }

    private static bool IsLiteral(Expression node) => node switch
    {
        ConstantExpression { Value: null } => true,
        ConstantExpression constant => constant.Type.IsPrimitive || constant.Type.IsEnum || constant.Value is string or decimal or Type,
        DefaultExpression => true,
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.Quote } unary => IsLiteral(unary.Operand),
        _ => false,
    };

    private bool IsClosed(Expression node)
    {
        if (_isClosed.TryGetValue(node, out var known))
        {
            return known;
        }

        var finder = new OpenPartFinder();
        finder.Visit(node);
        return _isClosed[node] = !finder.Found && node.Type != typeof(void) && !node.Type.IsByRefLike && !node.Type.IsByRef;
    }

    private sealed class OpenPartFinder : ExpressionVisitor
    {
        public bool Found { get; private set; }

        public override Expression? Visit(Expression? node)
        {
            Found |= node is ParameterExpression or LambdaExpression or PlanParameterExpression;
            return Found ? node : base.Visit(node);
        }
    }
}
