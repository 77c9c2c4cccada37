using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Code;

/// <summary>An expression, and which operator it comes from: a comment of the printed code, and nothing else.</summary>
internal sealed class MarkExpression(int id, Expression marked) : Expression
{
    public int Id => id;

    public Expression Marked => marked;

    public override Type Type => marked.Type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override bool CanReduce => true;

    public override Expression Reduce() => marked;

    protected override Expression VisitChildren(ExpressionVisitor visitor) =>
        visitor.Visit(marked) is var visited && visited == marked ? this : new MarkExpression(id, visited);

    /// <summary>A traced loop, with marks in the places where it notes the operator that it is in.</summary>
    public static LambdaExpression OfTraced(LambdaExpression lambda) => (LambdaExpression)new Marker().Visit(lambda);

    private sealed class Marker : ExpressionVisitor
    {
        protected override Expression VisitBlock(BlockExpression node) =>
            node is { Variables.Count: 0, Expressions: [BinaryExpression { NodeType: ExpressionType.Assign, Left: MemberExpression { Member.Name: nameof(TaskFrame.Operator) } noted, Right: ConstantExpression { Value: int id } }, var marked] }
            && noted.Member.DeclaringType == typeof(TaskFrame)
                ? new MarkExpression(id, Visit(marked))
                : base.VisitBlock(node);
    }
}
