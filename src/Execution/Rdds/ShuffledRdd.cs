using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Rdds;

/// <summary>One parent of a shuffle and the stage that runs over it.</summary>
/// <param name="Parent">The parent.</param>
/// <param name="Stage">The stage.</param>
/// <param name="IsOwned">Whether nobody else knows of the parent, so that it is let go with the shuffle's rows.</param>
internal sealed record ShuffleDependency(Rdd Parent, StageTemplate Stage, bool IsOwned = false);

/// <summary>Rows after a shuffle: first a stage runs over each parent, then each partition reads its part of what those stages left.</summary>
/// <param name="origin">The stream.</param>
/// <param name="dependencies">The parents with their stages.</param>
/// <param name="read">Makes, from the sinks of each dependency, what each partition reads.</param>
/// <param name="begin">Called once, when the parents are there and before the stages over them run that need more than rows.</param>
/// <param name="hasRun">Where the stage that computes the rows moves the state on, and must run in every batch: whether it has.</param>
/// <param name="pending">Where much of the work has been done before the rows are read: about how much is left.</param>
internal sealed class ShuffledRdd(
    StreamExpander origin,
    IReadOnlyList<ShuffleDependency> dependencies,
    Func<StageSink[][], StageRunner, IReadOnlyList<object?>> read,
    Action? begin = null,
    Func<bool>? hasRun = null,
    Func<long>? pending = null)
    : Rdd(origin)
{
    private readonly ShuffleWrites _writes = new(dependencies);
    private IReadOnlyList<object?> _inputs = [];
    private bool _isRead;

    public override int PartitionCount => _inputs.Count;

    public override long Rows => pending?.Invoke() ?? _writes.Rows;

    // What reads the sinks is shared by batches, and mostly there is state in it.
    public override bool NeedsEarlier => true;

    public override void Release()
    {
        base.Release();
        _writes.Return();
        (_inputs, _isRead) = ([], false);
    }

    // The state is moved on when its inputs are read, so rows nobody asks for need not be computed; or, where computing them moves it on, they are.
    public override void Retain(StageRunner runner)
    {
        if (Origin.Template.Retention > TimeSpan.Zero || Origin.Template.IsSampled || hasRun?.Invoke() == false)
        {
            base.Retain(runner);
        }
        else
        {
            Prepare(runner);
        }
    }

    protected override void PrepareParents(StageRunner runner)
    {
        if (!_isRead)
        {
            _inputs = read(_writes.Run(runner, begin), runner);
            _isRead = true;
        }
    }

    protected override void RunParentsAhead(StageRunner runner) => _writes.RunAhead(runner);

    protected override void BindPartition(int partition, TaskFrame frame) => frame.Set(Origin, _inputs[partition]);
}
