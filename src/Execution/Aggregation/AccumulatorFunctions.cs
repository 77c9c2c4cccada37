using System.Linq.Expressions;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Changes <paramref name="into"/> by another accumulator.</summary>
internal delegate void AccumulatorFunction<TAccumulator>(ref TAccumulator into, ref TAccumulator other, object?[] captured);

/// <summary>What can be done with the accumulators of an aggregation outside of a stage's loop; compiled at the first use.</summary>
internal sealed class AccumulatorFunctions<TAccumulator>(Planning.Aggregates.Aggregation aggregation)
{
    /// <summary>Takes in the accumulator of rows that come after.</summary>
    public AccumulatorFunction<TAccumulator> Combine => field ??= Compile(aggregation.Combine);

    /// <summary>Takes out the accumulator of the oldest rows.</summary>
    public AccumulatorFunction<TAccumulator> Subtract => field ??= Compile(aggregation.Subtract);

    /// <summary>Compiles them now rather than when they are first used.</summary>
    public void Prepare()
    {
        _ = Combine;
        _ = aggregation.IsInvertible ? Subtract : null;
    }

    private static AccumulatorFunction<TAccumulator> Compile(Func<Expression, Expression, Expression> body)
    {
        var type = typeof(TAccumulator).MakeByRefType();
        var into = Expression.Parameter(type, "into");
        var other = Expression.Parameter(type, "other");
        var captured = Expression.Parameter(typeof(object[]), "captured");
        return LambdaCompiler.Compile(Expression.Lambda<AccumulatorFunction<TAccumulator>>(
            new CapturedReader(captured).Visit(body(into, other)), into, other, captured));
    }
}
