using System.Runtime.ExceptionServices;
using Linq.Streaming.Execution.Outputs;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>What has been computed of a batch before its turn, beside the batch before it: the stages that need nothing that one leaves.</summary>
/// <remarks>
/// Stages from sources up to the first shuffle or state, and outputs of rows alone. What they observe, such as the latest event time, is noted, and told when the turn has come; so is a
/// failure. The thread whose turn it is waits for the stage that is under way, and has the rest to itself.
/// </remarks>
internal sealed class AheadStages(IReadOnlyList<Job> jobs)
{
    private readonly Lock _gate = new();
    private readonly OutputRows?[] _rows = new OutputRows?[jobs.Count];
    private readonly List<StageObservation> _observed = [];
    private volatile bool _hasTurn;
    private bool _hasRun;
    private (int Job, ExceptionDispatchInfo Reason)? _failure;

    /// <summary>Runs what may be run, until it is the batch's turn. It does not throw.</summary>
    /// <param name="tasks">How tasks run; not with the workers of the batch whose turn it is.</param>
    public void Run(TaskSettings tasks)
    {
        lock (_gate)
        {
            if (_hasRun)
            {
                return;
            }

            _hasRun = true;
            for (var i = 0; i < jobs.Count && !_hasTurn && _failure is null; i++)
            {
                Run(i, new StageRunner(jobs[i].Batch, tasks, _observed));
            }
        }
    }

    /// <summary>It is the batch's turn: nothing runs ahead from here on, and what was observed is told.</summary>
    public void TakeTurn()
    {
        _hasTurn = true;
        lock (_gate)
        {
            foreach (var observation in _observed)
            {
                observation.Tell(jobs[0].Batch);
            }

            _observed.Clear();
        }
    }

    /// <summary>The rows of an output, if they are there; null where they are still to be computed.</summary>
    public OutputRows? RowsOf(int job)
    {
        if (_failure is { } failure && failure.Job == job)
        {
            failure.Reason.Throw();
        }

        return _rows[job];
    }

    private void Run(int index, StageRunner runner)
    {
        var (output, rdd, _) = jobs[index];
        try
        {
            if (output.Stage is not null && !rdd.NeedsEarlier)
            {
                _rows[index] = output.Compute(rdd, runner);
            }
            else
            {
                rdd.RunAhead(runner);
            }
        }
        catch (Exception exception)
        {
            _failure = (index, ExceptionDispatchInfo.Capture(exception));
        }
    }
}
