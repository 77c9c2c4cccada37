using Linq.Streaming.Execution.Aggregation;

namespace Linq.Streaming.Execution.Windows;

/// <summary>A total of batches that enter at one end of a queue and leave at the other, without ever taking anything out of a total.</summary>
/// <remarks>
/// Two stacks make the queue. The back one takes batches in and keeps their total. The front one gives them back, and each of its
/// nodes keeps the total from itself to the newest in the stack. When the front is empty the back is turned over into it, so a batch is
/// combined twice in its life. (Tangwongsan, Hirzel, Schneider: "Low-Latency Sliding-Window Aggregation in Worst-Case Constant
/// Time", DEBS 2017, describe the method.) Nodes are never changed, so that an earlier state of the queue stays valid.
/// </remarks>
internal struct TwoStackTotal<TAccumulator> : IWindowTotal<TwoStackTotal<TAccumulator>, TAccumulator>
{
    /// <summary>The aggregate of the window.</summary>
    public TAccumulator Total;

    private Node? _front;
    private Node? _back;
    private TAccumulator _backTotal;

    public static void Enter(ref TwoStackTotal<TAccumulator> total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured)
    {
        total._back = new Node(batch, total._back);
        functions.Combine(ref total._backTotal, ref batch, captured);
        functions.Combine(ref total.Total, ref batch, captured);
    }

    public static bool Leave(ref TwoStackTotal<TAccumulator> total, ref TAccumulator batch, AccumulatorFunctions<TAccumulator> functions, object?[] captured)
    {
        if (total._front is null)
        {
            TurnOver(ref total, functions, captured);
        }

        total._front = total._front!.Next;
        if (total._front is null && total._back is null)
        {
            total = default;
            return true;
        }

        // The older rows first: a function need not be commutative.
        var sum = default(TAccumulator)!;
        if (total._front is { } front)
        {
            var older = front.Value;
            functions.Combine(ref sum, ref older, captured);
        }

        if (total._back is not null)
        {
            functions.Combine(ref sum, ref total._backTotal, captured);
        }

        total.Total = sum;
        return false;
    }

    private static void TurnOver(ref TwoStackTotal<TAccumulator> total, AccumulatorFunctions<TAccumulator> functions, object?[] captured)
    {
        for (var node = total._back; node is not null; node = node.Next)
        {
            var sum = default(TAccumulator)!;
            var own = node.Value;
            functions.Combine(ref sum, ref own, captured);
            if (total._front is { } newer)
            {
                var later = newer.Value;
                functions.Combine(ref sum, ref later, captured);
            }

            total._front = new Node(sum, total._front);
        }

        (total._back, total._backTotal) = (null, default!);
    }

    private sealed class Node(TAccumulator value, Node? next)
    {
        public TAccumulator Value => value;

        public Node? Next => next;
    }
}
