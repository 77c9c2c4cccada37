using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Code;

// Statements: blocks, conditions, and where values go.
internal sealed partial class CodePrinter
{
    private void Statement(Expression node)
    {
        Comment(node);
        switch (node)
        {
            case BlockExpression block when For(block):
                break;
            case BlockExpression block:
                Steps(block, block.Expressions.Count);
                break;
            case ConditionalExpression conditional:
                If(conditional);
                break;
            case LoopExpression loop:
                Loop(loop, null);
                break;
            case GotoExpression jump:
                Goto(jump);
                break;
            case LabelExpression label:
                Label(label, null);
                break;
            case TryExpression attempt:
                Try(attempt, null);
                break;
            case SwitchExpression choice:
                Switch(choice, null);
                break;
            case UnaryExpression { NodeType: ExpressionType.Throw } failure:
                _lines.Add(failure.Operand is null ? "throw;" : $"throw {Value(failure.Operand)};");
                break;
            case InvocationExpression { Expression: LambdaExpression lambda } invocation:
                Inline(lambda, invocation.Arguments);
                Statement(lambda.Body);
                break;
            case DefaultExpression or ConstantExpression or ParameterExpression:
                break;
            default:
                Effect(node);
                break;
        }
    }

    private void Effect(Expression node)
    {
        var value = Value(node);
        var isStatement = node is MethodCallExpression or InvocationExpression or NewExpression
            or BinaryExpression { NodeType: ExpressionType.Assign or (>= ExpressionType.AddAssign and <= ExpressionType.SubtractAssignChecked) }
            or UnaryExpression { NodeType: >= ExpressionType.PreIncrementAssign and <= ExpressionType.PostDecrementAssign };
        var isCall = value.Text.EndsWith(')') || value.Level < CodeLevel.Primary || value.Text.EndsWith("++", StringComparison.Ordinal) || value.Text.EndsWith("--", StringComparison.Ordinal);
        if (isStatement && isCall && !value.Text.StartsWith("checked(", StringComparison.Ordinal))
        {
            _lines.Add(Counted(value.Text) + ";");
        }
        else if (node.Type != typeof(void))
        {
            _lines.Add($"_ = {value};");
        }
    }

    // As people write it where nobody reads the value.
    private static string Counted(string text) =>
        text.StartsWith("++", StringComparison.Ordinal) || text.StartsWith("--", StringComparison.Ordinal) ? text[2..] + text[..2] : text;

    private CodeText BlockValue(BlockExpression block)
    {
        Steps(block, block.Expressions.Count - 1);
        return Value(block.Result);
    }

    // The first steps of a block. Names are unique, so that no braces are needed.
    private void Steps(BlockExpression block, int count)
    {
        var pending = new HashSet<ParameterExpression>(block.Variables);
        pending.RemoveWhere(variable => !FreeVariables.Mentions(block, variable));
        foreach (var variable in block.Variables.Where(variable => pending.Contains(variable) && !IsSetFirst(block, variable, count)))
        {
            pending.Remove(variable);
            _lines.Add($"{_types.Of(variable.Type)} {_names.Declare(variable)} = {Default(variable.Type)};");
        }

        for (var i = 0; i < count; i++)
        {
            Comment(block.Expressions[i]);
            if (block.Expressions[i] is BinaryExpression { NodeType: ExpressionType.Assign, Left: ParameterExpression variable } first && pending.Remove(variable))
            {
                Declare(variable, first.Right);
            }
            else
            {
                Statement(block.Expressions[i]);
            }
        }
    }

    private void Declare(ParameterExpression variable, Expression value)
    {
        if (value is ConditionalExpression && _needs.Of(value))
        {
            _lines.Add($"{_types.Of(variable.Type)} {_names.Declare(variable)} = {Default(variable.Type)};");
            Into(_names.Of(variable), value);
            return;
        }

        var text = Value(value);
        var type = _types.IsExact || text.Text == "null" ? _types.Of(variable.Type) : "var";
        _lines.Add($"{type} {_names.Declare(variable)} = {text};");
    }

    // Whether the block sets it, in a statement of its own, before anything reads it.
    private static bool IsSetFirst(BlockExpression block, ParameterExpression variable, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (FreeVariables.Mentions(block.Expressions[i], variable))
            {
                return block.Expressions[i] is BinaryExpression { NodeType: ExpressionType.Assign } first && first.Left == variable
                    && !FreeVariables.Mentions(first.Right, variable);
            }
        }

        return false;
    }

    private void If(ConditionalExpression node)
    {
        var head = $"if ({Value(node.Test)})";
        while (true)
        {
            var current = node;
            _lines.AddBlock(head, () => Statement(current.IfTrue));
            if (node.IfFalse is DefaultExpression)
            {
                return;
            }

            if (node.IfFalse is not ConditionalExpression next || _needs.Of(next.Test))
            {
                _lines.AddBlock("else", () => Statement(current.IfFalse));
                return;
            }

            (node, head) = (next, $"else if ({Value(next.Test)})");
        }
    }

    // Puts the value of a node into a variable; where control flow decides, on each way.
    private void Into(string variable, Expression node)
    {
        switch (node)
        {
            case BlockExpression block:
                Steps(block, block.Expressions.Count - 1);
                Into(variable, block.Result);
                break;
            case ConditionalExpression conditional when _needs.Of(conditional):
                _lines.AddBlock($"if ({Value(conditional.Test)})", () => Into(variable, conditional.IfTrue));
                _lines.AddBlock("else", () => Into(variable, conditional.IfFalse));
                break;
            case LoopExpression loop:
                Loop(loop, variable);
                break;
            case LabelExpression label:
                Label(label, variable);
                break;
            case TryExpression attempt:
                Try(attempt, variable);
                break;
            case SwitchExpression choice:
                Switch(choice, variable);
                break;
            case GotoExpression or UnaryExpression { NodeType: ExpressionType.Throw }:
                Statement(node);
                break;
            default:
                _lines.Add($"{variable} = {Value(node)};");
                break;
        }
    }
}
