using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Explain;

// Operators, conversions, conditions and statements.
internal sealed partial class ExpressionPrinter
{
    protected override Expression VisitUnary(UnaryExpression node)
    {
        AddChecked(node);
        switch (node.NodeType)
        {
            case ExpressionType.Quote:
                Visit(node.Operand);
                break;
            case ExpressionType.Convert or ExpressionType.ConvertChecked:
                Add($"({Type(node.Type)})");
                Operand(node.Operand);
                break;
            case ExpressionType.TypeAs:
                Operand(node.Operand);
                Add($" as {Type(node.Type)}");
                break;
            case ExpressionType.ArrayLength:
                Operand(node.Operand);
                Add(".Length");
                break;
            default:
                Add(OperatorSymbols.OfUnary(node));
                Operand(node.Operand);
                break;
        }

        return node;
    }

    protected override Expression VisitBinary(BinaryExpression node)
    {
        if (node.NodeType == ExpressionType.ArrayIndex)
        {
            Operand(node.Left);
            AddList("[", [node.Right], "]");
            return node;
        }

        AddChecked(node);
        Operand(node.Left);
        Add($" {OperatorSymbols.Of(node.NodeType)} ");
        Operand(node.Right);
        return node;
    }

    // Plans are read without it; but two expressions that differ in it are not the same.
    private void AddChecked(Expression node) => Add(IsCanonical && OperatorSymbols.IsChecked(node.NodeType) ? "checked " : "");

    protected override Expression VisitBlock(BlockExpression node)
    {
        var separator = "{ ";
        foreach (var step in node.Expressions)
        {
            Add(separator).Visit(step);
            separator = "; ";
        }

        Add(" }");
        return node;
    }

    protected override Expression VisitConditional(ConditionalExpression node)
    {
        if (node.Type == typeof(void))
        {
            Add("if (").Visit(node.Test);
            Add(") ").Visit(node.IfTrue);
            if (node.IfFalse is not DefaultExpression)
            {
                Add(" else ").Visit(node.IfFalse);
            }

            return node;
        }

        Operand(node.Test);
        Add(" ? ");
        Operand(node.IfTrue);
        Add(" : ");
        Operand(node.IfFalse);
        return node;
    }

    protected override Expression VisitTypeBinary(TypeBinaryExpression node)
    {
        Operand(node.Expression);
        Add($" is {Type(node.TypeOperand)}");
        return node;
    }

    private void Operand(Expression node)
    {
        var compound = node is BinaryExpression { NodeType: not ExpressionType.ArrayIndex } or ConditionalExpression or LambdaExpression or TypeBinaryExpression
            or UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs };
        Add(compound ? "(" : "").Visit(node);
        Add(compound ? ")" : "");
    }
}
