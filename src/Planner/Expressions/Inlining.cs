using System.Linq.Expressions;

namespace Linq.Streaming.Planning.Expressions;

/// <summary>Calls of lambdas as plain expressions: arguments are evaluated once, and nothing is allocated for the call.</summary>
internal static class Inlining
{
    /// <summary><paramref name="lambda"/> of <paramref name="arguments"/>. An argument that is dear, or that a nested lambda captures, is put into a variable first.</summary>
    public static Expression Apply(LambdaExpression lambda, params ReadOnlySpan<Expression> arguments)
    {
        var variables = new List<ParameterExpression>();
        var steps = new List<Expression>();
        var captured = ExpressionFacts.IsCaptured(lambda.Body, lambda.Parameters);
        var values = new Expression[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i];
            if (captured || (!ExpressionFacts.IsCheap(arguments[i]) && ExpressionFacts.CountUses(lambda.Body, lambda.Parameters[i]) > 1))
            {
                var variable = Expression.Variable(arguments[i].Type, lambda.Parameters[i].Name);
                variables.Add(variable);
                steps.Add(Expression.Assign(variable, arguments[i]));
                values[i] = variable;
            }
        }

        var body = Substitution.Apply(lambda, values);
        return variables.Count == 0 ? body : Expression.Block(body.Type, variables, [.. steps, body]);
    }
}
