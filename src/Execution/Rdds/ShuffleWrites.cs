using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Rdds;

/// <summary>The stages over the parents of a shuffle in one batch, and the sinks that they fill: each runs once, before the batch's turn if it may.</summary>
internal sealed class ShuffleWrites(IReadOnlyList<ShuffleDependency> dependencies)
{
    private readonly StageSink[]?[] _written = new StageSink[]?[dependencies.Count];

    /// <summary>About how many rows the parents have; known once the stages have run.</summary>
    public long Rows => dependencies.Sum(dependency => dependency.Parent.Rows);

    /// <summary>Runs what has not run yet; the sinks of each dependency.</summary>
    /// <param name="runner">Runs stages.</param>
    /// <param name="begin">Called when the parents are there, before the stages run that need more than rows.</param>
    public StageSink[][] Run(StageRunner runner, Action? begin = null)
    {
        foreach (var dependency in dependencies)
        {
            dependency.Parent.Prepare(runner);
        }

        begin?.Invoke();
        for (var i = 0; i < _written.Length; i++)
        {
            _written[i] ??= runner.Run(dependencies[i].Stage, dependencies[i].Parent);
        }

        return _written!;
    }

    /// <summary>Before the batch's turn: runs the stages that need nothing of earlier batches.</summary>
    public void RunAhead(StageRunner runner)
    {
        for (var i = 0; i < _written.Length; i++)
        {
            var (parent, stage, _) = dependencies[i];
            if (parent.NeedsEarlier || !stage.NeedsOnlyRows)
            {
                parent.RunAhead(runner);
            }
            else if (_written[i] is null)
            {
                parent.Prepare(runner);
                _written[i] = runner.Run(stage, parent);
            }
        }
    }

    /// <summary>Gives the sinks back, to be used again.</summary>
    public void Return()
    {
        for (var i = 0; i < _written.Length; i++)
        {
            foreach (var sink in _written[i] ?? [])
            {
                dependencies[i].Stage.Return(sink);
            }

            _written[i] = null;
            if (dependencies[i].IsOwned)
            {
                dependencies[i].Parent.Release();
            }
        }
    }
}
