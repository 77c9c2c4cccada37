using System.Linq.Expressions;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>The one place that turns expressions into delegates.</summary>
internal static class LambdaCompiler
{
    private static long _compilations;

    /// <summary>How many delegates have been compiled in this process. Tests read it to show that batches compile nothing.</summary>
    public static long Compilations => Interlocked.Read(ref _compilations);

    public static TDelegate Compile<TDelegate>(Expression<TDelegate> lambda)
        where TDelegate : Delegate => (TDelegate)Compile((LambdaExpression)lambda);

    public static Delegate Compile(LambdaExpression lambda)
    {
        Interlocked.Increment(ref _compilations);
        return lambda.Compile();
    }

    /// <summary>Computes the value of an expression without parameters, by interpretation: for captured values, once each.</summary>
    public static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };
}
