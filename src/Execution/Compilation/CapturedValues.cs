using System.Linq.Expressions;
using System.Reflection;
using Linq.Streaming.Planning.Explain;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>Reads the captured values of a plan, once, in the order of their numbers.</summary>
internal static class CapturedValues
{
    /// <exception cref="StreamQueryException">LS2006: reading a value threw.</exception>
    public static object?[] Read(IReadOnlyList<PlanParameterExpression> parameters)
    {
        var values = new object?[parameters.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Read(parameters[i], values);
        }

        return values;
    }

    private static object? Read(PlanParameterExpression parameter, object?[] values)
    {
        try
        {
            return LambdaCompiler.Evaluate(new Filled(values).Visit(parameter.Value));
        }
        catch (Exception exception)
        {
            var reason = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            throw new StreamQueryException(
                StreamErrors.ParameterFailed(ExpressionPrinter.Print(parameter.Value), $"{reason.GetType().Name}: {reason.Message}", at: null), reason);
        }
    }

    // A captured value may hold a lambda with captured values of its own; those have lower numbers and have been read.
    private sealed class Filled(object?[] values) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) =>
            node is PlanParameterExpression parameter ? Expression.Constant(values[parameter.Index], parameter.Type) : base.VisitExtension(node);
    }
}
