using System.Linq.Expressions;
using Linq.Streaming.Planning.Explain;

namespace Linq.Streaming.Execution.Code;

// Variables in the wide sense, what changes them, and how tightly operators bind.
internal sealed partial class CodePrinter
{
    private string Assignment(BinaryExpression node)
    {
        var target = Target(node.Left, node.Right);
        return $"{target} = {Value(node.Right)}";
    }

    private CodeText Compound(BinaryExpression node)
    {
        if (node.Conversion is not null || !IsOperator(node.Method) || node.NodeType == ExpressionType.PowerAssign)
        {
            return Value(node.Reduce());
        }

        return InContext(node, () =>
        {
            var target = Target(node.Left, node.Right);
            return new($"{target} {OperatorSymbols.Of(Plain(node.NodeType))}= {Value(node.Right)}", CodeLevel.Assignment);
        });
    }

    // What is assigned to, evaluated before the value is.
    private string Target(Expression target, Expression value)
    {
        if (!_needs.Of(value) || IsStablePlace(target, value))
        {
            return Variable(target);
        }

        if (!StatementNeeds.IsVariable(target))
        {
            throw Unknown(target);
        }

        var place = _names.Fresh("place");
        _lines.Add($"ref {_types.Of(target.Type)} {place} = ref {Variable(target)};");
        return place;
    }

    private static bool IsStablePlace(Expression target, Expression value) => target switch
    {
        ParameterExpression => true,
        MemberExpression { Expression: ParameterExpression variable } => !StatementNeeds.Changes(value, variable),
        MemberExpression { Expression: { Type.IsValueType: true } part } => IsStablePlace(part, value),
        IndexExpression { Object: ParameterExpression array, Arguments: [var index] } when array.Type.IsArray =>
            !StatementNeeds.Changes(value, array) && (index is ConstantExpression || (index is ParameterExpression i && !StatementNeeds.Changes(value, i))),
        _ => false,
    };

    private string Variable(Expression node) => Value(node).At(CodeLevel.Primary);

    private static bool IsAssignment(ExpressionType type) => type is >= ExpressionType.AddAssign and <= ExpressionType.SubtractAssignChecked;

    private static ExpressionType Plain(ExpressionType assignment) => assignment switch
    {
        ExpressionType.AddAssign or ExpressionType.AddAssignChecked => ExpressionType.Add,
        ExpressionType.SubtractAssign or ExpressionType.SubtractAssignChecked => ExpressionType.Subtract,
        ExpressionType.MultiplyAssign or ExpressionType.MultiplyAssignChecked => ExpressionType.Multiply,
        ExpressionType.DivideAssign => ExpressionType.Divide,
        ExpressionType.ModuloAssign => ExpressionType.Modulo,
        ExpressionType.AndAssign => ExpressionType.And,
        ExpressionType.OrAssign => ExpressionType.Or,
        ExpressionType.ExclusiveOrAssign => ExpressionType.ExclusiveOr,
        ExpressionType.LeftShiftAssign => ExpressionType.LeftShift,
        _ => ExpressionType.RightShift,
    };

    private static CodeLevel LevelOf(ExpressionType type) => type switch
    {
        ExpressionType.Multiply or ExpressionType.MultiplyChecked or ExpressionType.Divide or ExpressionType.Modulo => CodeLevel.Multiplicative,
        ExpressionType.LeftShift or ExpressionType.RightShift => CodeLevel.Shift,
        ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual => CodeLevel.Relational,
        ExpressionType.Equal or ExpressionType.NotEqual => CodeLevel.Equality,
        ExpressionType.And => CodeLevel.And,
        ExpressionType.ExclusiveOr => CodeLevel.ExclusiveOr,
        ExpressionType.Or => CodeLevel.Or,
        ExpressionType.AndAlso => CodeLevel.AndAlso,
        ExpressionType.OrElse => CodeLevel.OrElse,
        _ => CodeLevel.Additive,
    };
}
