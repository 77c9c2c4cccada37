using Linq.Streaming.Execution.Aggregation;

namespace Linq.Streaming.Execution.Windows;

/// <summary>The aggregate of one key over a window: what has entered and not yet left. A value, so that an earlier one can be put back.</summary>
internal interface IWindowTotal<TSelf, TAccumulator>
    where TSelf : struct, IWindowTotal<TSelf, TAccumulator>
{
    /// <summary>Takes in the key's accumulator of a batch that enters.</summary>
    static abstract void Enter(ref TSelf total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured);

    /// <summary>Takes out the key's accumulator of the oldest batch in which it occurs; true when it occurs in none any more.</summary>
    static abstract bool Leave(ref TSelf total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured);
}
