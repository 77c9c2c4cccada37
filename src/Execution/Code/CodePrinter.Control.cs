using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Code;

// Loops, jumps, and what else directs control.
internal sealed partial class CodePrinter
{
    private readonly HashSet<LabelTarget> _jumpedTo = [];
    private readonly Dictionary<LabelTarget, string> _labelValues = [];
    private LabelTarget? _break;
    private LabelTarget? _continue;

    // { i = from; loop { if (i < to) { body; ++i; } else break; } }
    private bool For(BlockExpression block)
    {
        if (block is not { Variables: [var i], Expressions: [BinaryExpression { NodeType: ExpressionType.Assign } start, LoopExpression { ContinueLabel: null } loop] }
            || start.Left != i || loop.Type != typeof(void) || FreeVariables.Mentions(start.Right, i)
            || !IsWhile(loop, out var test, out var body)
            || body is not BlockExpression { Variables.Count: 0, Expressions: [.., UnaryExpression { NodeType: ExpressionType.PreIncrementAssign } next] } turn
            || next.Operand != i)
        {
            return false;
        }

        var from = Value(start.Right);
        var name = _names.Declare(i);
        Repeat($"for ({(_types.IsExact ? _types.Of(i.Type) : "var")} {name} = {from}; {Value(test)}; {name}++)", loop, () =>
        {
            foreach (var step in turn.Expressions.SkipLast(1))
            {
                Statement(step);
            }
        });
        return true;
    }

    private bool IsWhile(LoopExpression loop, out Expression test, out Expression body)
    {
        (test, body) = (loop, loop);
        if (loop.Body is not ConditionalExpression { IfFalse: GotoExpression { Value: null } exit } branch || exit.Target != loop.BreakLabel || _needs.Of(branch.Test))
        {
            return false;
        }

        (test, body) = (branch.Test, branch.IfTrue);
        return true;
    }

    private void Loop(LoopExpression loop, string? result)
    {
        if (result is not null && loop.BreakLabel is not null)
        {
            _labelValues[loop.BreakLabel] = result;
        }

        if (IsWhile(loop, out var test, out var body))
        {
            Repeat($"while ({Value(test)})", loop, () => Statement(body));
        }
        else
        {
            Repeat("while (true)", loop, () => Statement(loop.Body));
        }
    }

    private void Repeat(string head, LoopExpression loop, Action body)
    {
        var (outerBreak, outerContinue) = (_break, _continue);
        (_break, _continue) = (loop.BreakLabel, loop.ContinueLabel);
        _lines.AddBlock(head, body);
        (_break, _continue) = (outerBreak, outerContinue);
        if (loop.BreakLabel is { } end && _jumpedTo.Contains(end))
        {
            _lines.AddLabel(_names.Of(end));
        }
    }

    private void Goto(GotoExpression node)
    {
        if (node.Value is not null && node.Target.Type != typeof(void))
        {
            Into(LabelValue(node.Target), node.Value);
        }
        else if (node.Value is not null)
        {
            Statement(node.Value);
        }

        if (node.Target == _break || node.Target == _continue)
        {
            _lines.Add(node.Target == _break ? "break;" : "continue;");
            return;
        }

        _jumpedTo.Add(node.Target);
        _lines.Add($"goto {_names.Of(node.Target)};");
    }

    private string LabelValue(LabelTarget label)
    {
        if (!_labelValues.TryGetValue(label, out var variable))
        {
            throw new NotSupportedException("A jump with a value to a label that comes later or is no loop's has no words in C#");
        }

        return variable;
    }

    private void Label(LabelExpression node, string? result)
    {
        if (result is not null)
        {
            throw Unknown(node);
        }

        if (node.DefaultValue is not null)
        {
            Statement(node.DefaultValue);
        }

        _lines.AddLabel(_names.Of(node.Target));
    }

    private void Try(TryExpression node, string? result)
    {
        void Branch(Expression body)
        {
            // No break goes through braces that are not a loop's own; a goto says the same.
            if (result is null)
            {
                Statement(body);
            }
            else
            {
                Into(result, body);
            }
        }

        _lines.AddBlock("try", () => Branch(node.Body));
        foreach (var handler in node.Handlers)
        {
            var name = handler.Variable is { } variable ? $" {_names.Declare(variable)}" : "";
            var filter = handler.Filter is null ? "" : $" when ({(_needs.Of(handler.Filter) ? throw Unknown(handler.Filter) : Value(handler.Filter))})";
            _lines.AddBlock($"catch ({_types.Of(handler.Test)}{name}){filter}", () => Branch(handler.Body));
        }

        if (node.Fault is { } fault)
        {
            _lines.AddBlock("catch", () =>
            {
                Statement(fault);
                _lines.Add("throw;");
            });
        }

        if (node.Finally is { } last)
        {
            _lines.AddBlock("finally", () => Statement(last));
        }
    }

    // As conditions, one after the other: cases may be compared by any method.
    private void Switch(SwitchExpression node, string? result)
    {
        var value = Expression.Variable(node.SwitchValue.Type, "choice");
        var text = Value(node.SwitchValue);
        _lines.Add($"{_types.Of(value.Type)} {_names.Declare(value)} = {text};");
        Expression rest = node.DefaultBody ?? Expression.Empty();
        foreach (var one in node.Cases.Reverse())
        {
            var test = one.TestValues.Select(other => (Expression)Expression.Equal(value, other, liftToNull: false, node.Comparison)).Aggregate(Expression.OrElse);
            rest = Expression.Condition(test, one.Body, rest, node.Type);
        }

        if (result is null)
        {
            Statement(rest);
        }
        else
        {
            Into(result, rest);
        }
    }
}
