using Linq.Streaming.Execution.Aggregation;

namespace Linq.Streaming.Execution.Windows;

/// <summary>A total that batches are added to and taken out of.</summary>
internal struct RunningTotal<TAccumulator> : IWindowTotal<RunningTotal<TAccumulator>, TAccumulator>
{
    /// <summary>The aggregate of the window.</summary>
    public TAccumulator Total;

    // In how many batches of the window the key occurs: it leaves with its last element, whatever the total comes to.
    private int _batches;

    public static void Enter(ref RunningTotal<TAccumulator> total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured)
    {
        functions.Combine(ref total.Total, ref batch, captured);
        total._batches++;
    }

    public static bool TryAdd(ref RunningTotal<TAccumulator> total, ref TAccumulator more, bool isNew, AccumulatorFunctions<TAccumulator> functions, object?[] captured)
    {
        total._batches += isNew ? 1 : 0;
        functions.Combine(ref total.Total, ref more, captured);
        return true;
    }

    public static bool Leave(ref RunningTotal<TAccumulator> total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured)
    {
        if (--total._batches == 0)
        {
            total = default;
            return true;
        }

        functions.Subtract(ref total.Total, ref batch, captured);
        return false;
    }
}
