using Linq.Streaming.Execution.Aggregation;

namespace Linq.Streaming.Execution.Windows;

/// <summary>A total that is not kept from window to window: it is made anew from the window's parts, in one pass over all keys.</summary>
/// <remarks>For a few parts this is quicker than two stacks for each key, and it leaves nothing to undo.</remarks>
internal struct RecomputedTotal<TAccumulator> : IWindowTotal<RecomputedTotal<TAccumulator>, TAccumulator>
{
    /// <summary>Up to how many parts a window is made anew from.</summary>
    public const int MostParts = 32;

    /// <summary>The aggregate of the window.</summary>
    public TAccumulator Total;

    public static bool IsKept => false;

    public static void Enter(ref RecomputedTotal<TAccumulator> total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured) =>
        functions.Combine(ref total.Total, ref batch, captured);

    public static bool TryAdd(ref RecomputedTotal<TAccumulator> total, ref TAccumulator more, bool isNew, AccumulatorFunctions<TAccumulator> functions, object?[] captured) =>
        throw new InvalidOperationException("A total that is not kept has nothing to add to.");

    public static bool Leave(ref RecomputedTotal<TAccumulator> total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured) =>
        throw new InvalidOperationException("A total that is not kept has nothing to take out.");
}
