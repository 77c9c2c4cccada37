using Linq.Streaming.Execution.Aggregation;

namespace Linq.Streaming.Execution.Windows;

/// <summary>The aggregate of one key over a window: what has entered and not yet left. A value, so that an earlier one can be put back.</summary>
internal interface IWindowTotal<TSelf, TAccumulator>
    where TSelf : struct, IWindowTotal<TSelf, TAccumulator>
{
    /// <summary>Whether totals move on from window to window; else they are made anew for each.</summary>
    static virtual bool IsKept => true;

    /// <summary>Takes in the key's accumulator of a batch that enters.</summary>
    static abstract void Enter(ref TSelf total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured);

    /// <summary>Takes in more of a batch that has entered and not left; false where this cannot be done, so that the total has to be made anew.</summary>
    /// <param name="total">The total.</param>
    /// <param name="more">What is taken in.</param>
    /// <param name="isNew">Whether the key did not occur in the batch before.</param>
    /// <param name="functions">What can be done with accumulators.</param>
    /// <param name="captured">The captured values of the plan.</param>
    static abstract bool TryAdd(ref TSelf total, ref TAccumulator more, bool isNew, AccumulatorFunctions<TAccumulator> functions, object?[] captured);

    /// <summary>Takes out the key's accumulator of the oldest batch in which it occurs; true when it occurs in none any more.</summary>
    static abstract bool Leave(ref TSelf total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured);
}
