using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Runs the jobs of one batch: computes every output, then delivers them in order, then makes the batch lasting.</summary>
internal sealed class JobRunner(GraphRuntime graph, TaskSettings tasks, Action<JobSet> onCompleted, CancellationToken cancellation)
{
    /// <exception cref="StreamQueryException">The batch failed: LS3001 in a stage, LS3002 in an output.</exception>
    public void Run(JobSet jobs)
    {
        var runner = new StageRunner(jobs.Batch, tasks);
        foreach (var job in jobs.Jobs)
        {
            RunJob(job, runner);
        }

        Retain(jobs, runner);

        graph.Commit(jobs.Batch);
        onCompleted(jobs);
    }

    private void RunJob(Job job, StageRunner runner)
    {
        try
        {
            var rows = job.Output.Compute(job.Rdd, runner);
            Deliver(job, rows);
        }
        catch (TaskFailedException failure)
        {
            throw Failed(job.Batch, failure);
        }
    }

    private void Retain(JobSet jobs, StageRunner runner)
    {
        try
        {
            foreach (var rdd in jobs.Retained)
            {
                rdd.Retain(runner);
            }
        }
        catch (TaskFailedException failure)
        {
            throw Failed(jobs.Batch, failure);
        }
    }

    private void Deliver(Job job, Blocks.BlockSet rows)
    {
        try
        {
            job.Output.Deliver(job.Batch, rows, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            throw new StreamQueryException(
                StreamErrors.OutputFailed(job.Batch.Time, job.Output.Template.Operator, exception.Message), exception);
        }
    }

    private StreamQueryException Failed(BatchContext batch, TaskFailedException failure)
    {
        var reason = failure.InnerException!;
        var stream = graph.Graph.Streams[failure.OperatorId];
        var diagnostic = StreamErrors.BatchFailed(
            batch.Time, failure.Stage, stream.Operator, $"{reason.GetType().Name}: {reason.Message}");

        // A reason with a code of its own comes first: it says what to do.
        return reason is StreamQueryException coded
            ? new StreamQueryException([.. coded.Diagnostics, diagnostic], reason)
            : new StreamQueryException(diagnostic, reason);
    }
}
