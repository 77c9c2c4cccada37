using System.Linq.Expressions;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Execution.Code;

// Expressions that have a value, by kind; and the order in which operands are evaluated.
internal sealed partial class CodePrinter
{
    private CodeText Value(Expression node)
    {
        Comment(node);
        return Spoken(node);
    }

    private CodeText Spoken(Expression node) => node switch
    {
        ConstantExpression constant => Constant(constant),
        DefaultExpression => Default(node.Type),
        ParameterExpression parameter => new(_names.Of(parameter)),
        MemberExpression member => Member(member),
        IndexExpression index => Index(index),
        MethodCallExpression call => Call(call),
        InvocationExpression invocation => Invocation(invocation),
        NewExpression creation => New(creation),
        NewArrayExpression array => NewArray(array),
        MemberInitExpression init => MemberInit(init),
        ListInitExpression init => ListInit(init),
        LambdaExpression lambda => Lambda(lambda),
        TypeBinaryExpression test => TypeTest(test),
        UnaryExpression unary => Unary(unary),
        BinaryExpression binary => Binary(binary),
        ConditionalExpression conditional => Conditional(conditional),
        PlanParameterExpression parameter => new($"captured{parameter.Index}"),
        _ when node.CanReduce => Value(node.Reduce()),
        _ => Statements(node),
    };

    private CodeText Constant(ConstantExpression node)
    {
        if (node.Value is null)
        {
            return Default(node.Type);
        }

        if (CodeLiterals.Of(node.Value, _types) is { } literal)
        {
            return node.Type == node.Value.GetType() || node.Value is Type || Nullable.GetUnderlyingType(node.Type) is not null
                ? new(literal, literal.StartsWith("new ", StringComparison.Ordinal) ? CodeLevel.Unary : CodeLevel.Primary)
                : new($"({_types.Of(node.Type)}){literal}", CodeLevel.Unary);
        }

        return new(_constants.Of(node.Value, node.Type, node.Value is Delegate ? "function" : "constant"));
    }

    private CodeText Default(Type type) => _types.IsExact || type.IsValueType ? new($"default({_types.Of(type)})") : new("null");

    private void Comment(Expression node)
    {
        if (_comments?.Invoke(node) is { } comment && comment != _comment)
        {
            _lines.Add($"// {comment}");
            _comment = comment;
        }
    }

    /// <summary>Operands in the order of their evaluation, where one of them may need statements before it.</summary>
    private string[] Operands(CodeLevel level, params ReadOnlySpan<Expression?> operands) => Operands(level, level, operands);

    private string[] Operands(CodeLevel first, CodeLevel others, params ReadOnlySpan<Expression?> operands)
    {
        var texts = new string[operands.Length];
        var last = operands.Length - 1;
        while (last >= 0 && (operands[last] is not { } operand || !_needs.Of(operand)))
        {
            last--;
        }

        for (var i = 0; i < operands.Length; i++)
        {
            if (operands[i] is not { } operand)
            {
                texts[i] = "";
                continue;
            }

            var text = Value(operand);
            texts[i] = i < last && !IsStable(operand, operands[(i + 1)..(last + 1)]) ? Keep(text, operand.Type) : text.At(i == 0 ? first : others);
        }

        return texts;
    }

    // Whether it has the same value after the statements of the operands that follow.
    private static bool IsStable(Expression operand, ReadOnlySpan<Expression?> following)
    {
        if (operand is not ParameterExpression variable)
        {
            return operand is ConstantExpression or DefaultExpression or LambdaExpression;
        }

        foreach (var other in following)
        {
            if (other is not null && StatementNeeds.Changes(other, variable))
            {
                return false;
            }
        }

        return true;
    }

    private string Keep(CodeText value, Type type, string name = "t")
    {
        var variable = _names.Fresh(name);
        _lines.Add($"{_types.Of(type)} {variable} = {value};");
        return variable;
    }

    // A value that needs statements: they are added, and what is left is the value.
    private CodeText Statements(Expression node)
    {
        if (node is BlockExpression block)
        {
            return BlockValue(block);
        }

        if (node is UnaryExpression { NodeType: ExpressionType.Throw })
        {
            Statement(node);
            return Default(node.Type);
        }

        if (node is not (LoopExpression or LabelExpression or TryExpression or SwitchExpression or ConditionalExpression or GotoExpression))
        {
            throw Unknown(node);
        }

        var variable = _names.Fresh("t");
        _lines.Add($"{_types.Of(node.Type)} {variable} = {Default(node.Type)};");
        Into(variable, node);
        return new(variable);
    }
}
