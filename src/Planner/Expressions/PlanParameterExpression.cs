using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Expressions;

/// <summary>A captured value: a subtree without lambda parameters, read once at <c>Start()</c> and outside the fingerprint.</summary>
/// <param name="index">Its number in the plan, from 0.</param>
/// <param name="value">The expression that gives the value.</param>
internal sealed class PlanParameterExpression(int index, Expression value) : Expression
{
    public int Index => index;

    public Expression Value => value;

    public override Type Type => value.Type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;

    public override string ToString() => $"@{index}";
}
