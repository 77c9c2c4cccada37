using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Explain;

/// <summary>Operators of C# by expression type.</summary>
internal static class OperatorSymbols
{
    public static string Of(ExpressionType type) => type switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => "+",
        ExpressionType.Subtract or ExpressionType.SubtractChecked => "-",
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => "*",
        ExpressionType.Divide => "/",
        ExpressionType.Modulo => "%",
        ExpressionType.Equal => "==",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.AndAlso => "&&",
        ExpressionType.OrElse => "||",
        ExpressionType.And => "&",
        ExpressionType.Or => "|",
        ExpressionType.ExclusiveOr => "^",
        ExpressionType.Coalesce => "??",
        ExpressionType.LeftShift => "<<",
        ExpressionType.RightShift => ">>",
        ExpressionType.Assign => "=",
        _ => type.ToString(),
    };

    public static string OfUnary(UnaryExpression node) => node.NodeType switch
    {
        ExpressionType.Not => node.Type == typeof(bool) ? "!" : "~",
        ExpressionType.Negate or ExpressionType.NegateChecked => "-",
        ExpressionType.Throw => "throw ",
        _ => node.NodeType + " ",
    };

    /// <summary>Whether overflow is an error.</summary>
    public static bool IsChecked(ExpressionType type) => type is
        ExpressionType.AddChecked or ExpressionType.SubtractChecked or ExpressionType.MultiplyChecked
        or ExpressionType.NegateChecked or ExpressionType.ConvertChecked;
}
