using Linq.Streaming.Execution.Aggregation;

namespace Linq.Streaming.Execution.Windows;

/// <summary>A total of batches that enter at one end of a queue and leave at the other, without ever taking anything out of a total.</summary>
/// <remarks>
/// Two stacks make the queue. The back one takes batches in and keeps their total. The front one gives them back, and each of its
/// entries is the total from itself to the newest in the stack. When the front is empty the back is turned over into it, so a batch is
/// combined twice in its life. (Tangwongsan, Hirzel, Schneider: "Low-Latency Sliding-Window Aggregation in Worst-Case Constant
/// Time", DEBS 2017, describe the method.) An array is only ever written behind what a copy of the struct counts as its own, so that
/// an earlier state of the queue stays valid.
/// </remarks>
internal struct TwoStackTotal<TAccumulator> : IWindowTotal<TwoStackTotal<TAccumulator>, TAccumulator>
{
    private const int SmallestBack = 4;

    /// <summary>The aggregate of the window.</summary>
    public TAccumulator Total;

    // Entries from _frontNext on are still in the window.
    private TAccumulator[]? _front;
    private int _frontNext;

    // Batches in the order in which they entered.
    private TAccumulator[]? _back;
    private int _backCount;
    private TAccumulator _backTotal;

    private readonly bool HasFront => _front is not null && _frontNext < _front.Length;

    public static void Enter(ref TwoStackTotal<TAccumulator> total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured)
    {
        if (total._back is null || total._backCount == total._back.Length)
        {
            Array.Resize(ref total._back, Math.Max(SmallestBack, total._backCount * 2));
        }

        total._back[total._backCount++] = batch;
        functions.Combine(ref total._backTotal, ref batch, captured);
        functions.Combine(ref total.Total, ref batch, captured);
    }

    public static bool TryAdd(ref TwoStackTotal<TAccumulator> total, ref TAccumulator more, bool isNew, AccumulatorFunctions<TAccumulator> functions, object?[] captured) => false;

    public static bool Leave(ref TwoStackTotal<TAccumulator> total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured)
    {
        if (!total.HasFront)
        {
            TurnOver(ref total, functions, captured);
        }

        total._frontNext++;
        if (!total.HasFront && total._backCount == 0)
        {
            total = default;
            return true;
        }

        // The older rows first: a function need not be commutative.
        var sum = default(TAccumulator)!;
        if (total.HasFront)
        {
            functions.Combine(ref sum, ref total._front![total._frontNext], captured);
        }

        if (total._backCount > 0)
        {
            functions.Combine(ref sum, ref total._backTotal, captured);
        }

        total.Total = sum;
        return false;
    }

    private static void TurnOver(ref TwoStackTotal<TAccumulator> total, AccumulatorFunctions<TAccumulator> functions, object?[] captured)
    {
        var front = new TAccumulator[total._backCount];
        for (var i = front.Length - 1; i >= 0; i--)
        {
            functions.Combine(ref front[i], ref total._back![i], captured);
            if (i + 1 < front.Length)
            {
                functions.Combine(ref front[i], ref front[i + 1], captured);
            }
        }

        (total._front, total._frontNext) = (front, 0);
        (total._back, total._backCount, total._backTotal) = (null, 0, default!);
    }
}
