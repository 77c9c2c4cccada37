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
/// <param name="begin">Called once, when the parents are there and before the stages over them run.</param>
/// <param name="hasRun">Where the stage that computes the rows moves the state on, and must run in every batch: whether it has.</param>
internal sealed class ShuffledRdd(
    StreamExpander origin,
    IReadOnlyList<ShuffleDependency> dependencies,
    Func<StageSink[][], StageRunner, IReadOnlyList<object?>> read,
    Action? begin = null,
    Func<bool>? hasRun = null)
    : Rdd(origin)
{
    private StageSink[][]? _written;
    private IReadOnlyList<object?> _inputs = [];

    public override int PartitionCount => _inputs.Count;

    public override long Rows => dependencies.Sum(dependency => dependency.Parent.Rows);

    public override void Release()
    {
        base.Release();
        for (var i = 0; i < (_written?.Length ?? 0); i++)
        {
            foreach (var sink in _written![i])
            {
                dependencies[i].Stage.Return(sink);
            }

            if (dependencies[i].IsOwned)
            {
                dependencies[i].Parent.Release();
            }
        }

        _written = null;
        _inputs = [];
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
        if (_written is not null)
        {
            return;
        }

        foreach (var dependency in dependencies)
        {
            dependency.Parent.Prepare(runner);
        }

        begin?.Invoke();
        var written = new StageSink[dependencies.Count][];
        for (var i = 0; i < written.Length; i++)
        {
            written[i] = runner.Run(dependencies[i].Stage, dependencies[i].Parent);
        }

        _inputs = read(written, runner);
        _written = written;
    }

    protected override void BindPartition(int partition, TaskFrame frame) => frame.Set(Origin, _inputs[partition]);
}
