using Linq.Streaming.Execution.Checkpointing;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Outputs;
using Linq.Streaming.Execution.Rdds;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Runs the jobs of one batch: the steps of a batch, in this order.</summary>
/// <remarks>
/// Everything is computed. When its input is durable, outputs see it: functions are called, and sinks prepare. Then the record of the batch decides that it has happened, sinks
/// commit, and the state becomes final.
/// </remarks>
internal sealed class JobRunner(GraphRuntime graph, TaskSettings tasks, ICheckpointer checkpointer, Action<JobSet> onCompleted, CancellationToken cancellation)
{
    /// <exception cref="StreamQueryException">The batch failed: LS3001 in a stage, and then no output has seen it, or LS3002 in an output.</exception>
    /// <exception cref="OperationCanceledException">An output has heeded its token.</exception>
    public void Run(JobSet jobs)
    {
        var runner = new StageRunner(jobs.Batch, tasks);
        var rows = new OutputRows[jobs.Jobs.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var job = jobs.Jobs[i];
            Compute(job.Rdd, jobs.Batch, rdd => rows[i] = job.Output.Compute(rdd, runner));
        }

        foreach (var retained in jobs.Retained)
        {
            Compute(retained, jobs.Batch, rdd => rdd.Retain(runner));
        }

        checkpointer.Computed(jobs.Batch);
        checkpointer.AwaitInput(jobs.Batch);
        for (var i = 0; i < rows.Length; i++)
        {
            Deliver(jobs.Jobs[i], rows[i]);
        }

        checkpointer.Commit(jobs.Batch);
        foreach (var job in jobs.Jobs)
        {
            job.Output.Commit(jobs.Batch.Id, cancellation);
        }

        graph.Commit(jobs.Batch);
        checkpointer.Done(jobs.Batch);
        onCompleted(jobs);
    }

    private void Compute(Rdd rdd, BatchContext batch, Action<Rdd> compute)
    {
        try
        {
            compute(rdd);
        }
        catch (TaskFailedException failure)
        {
            throw Failed(batch, failure.Stage, graph.Graph.Streams[failure.OperatorId].Operator, failure.InnerException!);
        }
        catch (Exception failure)
        {
            // Between stages: a key's codec, for example.
            throw Failed(batch, rdd.Origin.Template.OperatorId, rdd.Origin.Template.Operator, failure);
        }
    }

    private void Deliver(Job job, OutputRows rows)
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

    private static StreamQueryException Failed(BatchContext batch, string stage, string op, Exception reason)
    {
        var diagnostic = StreamErrors.BatchFailed(batch.Time, stage, op, $"{reason.GetType().Name}: {reason.Message}");

        // A reason with a code of its own comes first: it says what to do.
        return reason is StreamQueryException coded
            ? new StreamQueryException([.. coded.Diagnostics, diagnostic], reason)
            : new StreamQueryException(diagnostic, reason);
    }
}
