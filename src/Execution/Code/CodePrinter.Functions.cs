using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Code;

// Lambdas, and their calls.
internal sealed partial class CodePrinter
{
    private CodeText Invocation(InvocationExpression node)
    {
        if (node.Expression is LambdaExpression lambda)
        {
            Inline(lambda, node.Arguments);
            return Value(lambda.Body);
        }

        var texts = Arguments(node, node.Expression, node.Arguments);
        return new($"{texts[0]}{(node.Expression is ParameterExpression or ConstantExpression ? "" : ".Invoke")}({string.Join(", ", texts[1..])})");
    }

    // Parameters by reference stand for the variables that they are given.
    private void Inline(LambdaExpression lambda, IReadOnlyList<Expression> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var parameter = lambda.Parameters[i];
            var value = Value(arguments[i]);
            var name = _names.Declare(parameter);
            _lines.Add(parameter.IsByRef && StatementNeeds.IsVariable(arguments[i])
                ? $"ref {_types.Of(parameter.Type)} {name} = ref {value};"
                : $"{_types.Of(parameter.Type)} {name} = {value};");
        }
    }

    private CodeText Lambda(LambdaExpression node)
    {
        var text = LambdaText(node);
        return _types.IsExact ? new($"({_types.Of(node.Type)})({text})", CodeLevel.Unary) : new(text, CodeLevel.Assignment);
    }

    private string LambdaText(LambdaExpression node)
    {
        var names = node.Parameters.Select(parameter => (Name: _names.Declare(parameter), Type: $"{(parameter.IsByRef ? "ref " : "")}{_types.Of(parameter.Type)}")).ToArray();
        var parameters = _types.IsExact ? $"({string.Join(", ", names.Select(name => $"{name.Type} {name.Name}"))})"
            : names.Length == 1 ? names[0].Name
            : $"({string.Join(", ", names.Select(name => name.Name))})";
        return $"{parameters} => {LambdaBody(node)}";
    }

    private string LambdaBody(LambdaExpression node)
    {
        if (!_needs.Of(node.Body))
        {
            return Value(node.Body).Text;
        }

        (var outer, _lines) = (_lines, new CodeLines());
        Body(node);
        (var body, _lines) = (_lines.ToString(), outer);
        return $"{{ {body.TrimEnd().ReplaceLineEndings(" ")} }}";
    }

    // A quoted lambda that reads no variable around it is always the same tree.
    private CodeText Quote(UnaryExpression node)
    {
        if (!_types.IsExact)
        {
            return Value(node.Operand);
        }

        var isClosed = FreeVariables.Of(node.Operand).Count == 0;
        return isClosed
            ? new(_constants.Of(node.Operand, node.Type, "quoted"))
            : new($"({_types.Of(node.Type)})({LambdaText((LambdaExpression)node.Operand)})", CodeLevel.Unary);
    }
}
