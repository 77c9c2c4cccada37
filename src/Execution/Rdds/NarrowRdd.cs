using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Rdds;

/// <summary>Rows computed from those of the same partition of one parent.</summary>
/// <param name="origin">The stream.</param>
/// <param name="parent">The parent's rows.</param>
/// <param name="input">What every task reads beside them, asked for when the parent's rows are there; null where there is nothing.</param>
internal sealed class NarrowRdd(StreamExpander origin, Rdd parent, Func<object>? input = null) : Rdd(origin)
{
    private object? _input;

    public override int PartitionCount => parent.PartitionCount;

    public override long Rows => parent.Rows;

    public override bool NeedsEarlier => input is not null || parent.NeedsEarlier;

    public override SourcePartition SourceOf(int partition) => parent.SourceOf(partition);

    protected override void PrepareParents(StageRunner runner)
    {
        parent.Prepare(runner);
        _input ??= input?.Invoke();
    }

    protected override void RunParentsAhead(StageRunner runner) => parent.RunAhead(runner);

    // Its own first: the parent may stand on another branch of a concatenation.
    protected override void BindPartition(int partition, TaskFrame frame)
    {
        if (_input is not null)
        {
            frame.Set(Origin, _input);
        }

        parent.Bind(partition, frame);
    }
}
