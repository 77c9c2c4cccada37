using Linq.Streaming.Execution.Blocks;

namespace Linq.Streaming.Execution.Inputs;

/// <summary>A queue of prepared batches (Spark's <c>queueStream</c>): the next list, or all lists, to each batch.</summary>
/// <remarks>
/// The queue is shared with the caller, who may add to it at any time under <c>lock (queue)</c>. An empty queue gives an
/// empty batch. Arrays in it are wrapped, not copied. It completes only by being stopped: then the lists that were in the
/// queue are still allocated, and those added later are not.
/// </remarks>
internal sealed class QueueInput<T>(StreamSourceExpression source, Queue<IReadOnlyList<T>> batches, bool oneAtATime) : StreamInput(source)
{
    // How many lists may still be taken: any number until the input is stopped.
    private int _remaining = int.MaxValue;
    private bool _stopped;

    public override bool IsCompleted => _stopped && _remaining == 0;

    public override void Start(TimeProvider timeProvider)
    {
    }

    public override InputBlocks Allocate(DateTimeOffset batchTime)
    {
        var blocks = new List<Block<T>>();
        foreach (var list in Take())
        {
            if (list.Count > 0)
                blocks.Add(ListBlocks.ToBlock(list));
        }

        return new InputBlocks<T>(blocks);
    }

    public override void Stop()
    {
        if (_stopped)
            return;
        _stopped = true;
        lock (batches)
            _remaining = batches.Count;
    }

    private List<IReadOnlyList<T>> Take()
    {
        lock (batches)
        {
            var count = Math.Min(Math.Min(_remaining, batches.Count), oneAtATime ? 1 : int.MaxValue);
            if (_stopped)
                _remaining = batches.Count == 0 ? 0 : _remaining - count;

            var taken = new List<IReadOnlyList<T>>(count);
            while (taken.Count < count)
                taken.Add(batches.Dequeue());
            return taken;
        }
    }
}
