using Linq.Streaming.Execution.Outputs;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Observation;

/// <summary>What happens to batches, for all who want to know: listeners, instruments, traces and the tally of the run.</summary>
/// <param name="reporter">Puts together what is known of a batch.</param>
/// <param name="bus">The listeners.</param>
/// <param name="metrics">The instruments.</param>
/// <param name="tally">Counts.</param>
/// <param name="query">The name of the query.</param>
/// <param name="wantsReports">Whether somebody else reads the reports of batches.</param>
internal sealed class BatchEvents(BatchReporter reporter, ListenerBus bus, StreamMetrics metrics, RunTally tally, string query, bool wantsReports)
{
    public RunTally Tally => tally;

    public ListenerBus Bus => bus;

    private bool WantsReports => wantsReports || bus.HasListeners || metrics.WantsReports;

    public void OnSubmitted(JobSet jobs)
    {
        tally.OnSubmitted();
        Tell(jobs, BatchStatus.Submitted, static (listener, batch) => listener.OnBatchSubmitted(batch));
    }

    public void OnStarted(JobSet jobs)
    {
        if (jobs.Progress is { } progress)
        {
            progress.OnStarted();
            progress.Activity = StreamActivities.Begin(jobs, query);
            Tell(jobs, BatchStatus.Started, static (listener, batch) => listener.OnBatchStarted(batch));
        }
    }

    /// <summary>The state of the batch is final. On the thread that has computed it; what it gives goes to the other calls. Null where nobody asks.</summary>
    public BatchInfo? OnComputed(JobSet jobs, IReadOnlyList<OutputRows> rows)
    {
        jobs.Progress?.OnComputed();
        return Report(jobs, rows);
    }

    /// <summary>What is known of a batch whose state has just become final; null where nobody asks.</summary>
    public BatchInfo? Report(JobSet jobs, IReadOnlyList<OutputRows> rows) =>
        WantsReports ? reporter.Report(jobs) with { Status = BatchStatus.Started, Outputs = BatchReporter.Outputs(jobs, rows) } : null;

    /// <summary>An output has been served.</summary>
    public void OnOutput(JobSet jobs, BatchInfo? report, int number, int rows, TimeSpan? duration)
    {
        metrics.OnOutput(jobs.Jobs[number].Output.Label, rows);
        if (bus.HasListeners)
        {
            OnOutput(jobs, report, new OutputInfo(jobs.Jobs[number].Output.Label, rows, duration), null);
        }
    }

    /// <summary>An output has been served, or has failed.</summary>
    public void OnOutput(JobSet jobs, BatchInfo? report, OutputInfo output, Exception? failure)
    {
        if (bus.HasListeners)
        {
            var batch = report ?? BatchReporter.Outline(jobs, BatchStatus.Started);
            bus.Tell(listener => listener.OnOutputCompleted(batch, output, failure));
        }
    }

    /// <summary>The batch has completed; what is known of it, if anybody asks.</summary>
    public BatchInfo? OnCompleted(JobSet jobs, BatchInfo? report, TimeSpan?[]? durations)
    {
        jobs.Progress?.OnCompleted();
        tally.OnCompleted(jobs);
        report = report is null ? null : BatchReporter.Ended(report, jobs, durations ?? []);
        End(jobs, BatchStatus.Completed, report, null);
        return report;
    }

    public void OnSkipped(JobSet jobs, Exception failure)
    {
        tally.OnSkipped();
        End(jobs, BatchStatus.Skipped, null, failure);
    }

    public void OnFailed(JobSet jobs, Exception failure) => End(jobs, BatchStatus.Failed, null, failure);

    private void End(JobSet jobs, BatchStatus status, BatchInfo? report, Exception? failure)
    {
        StreamActivities.End(jobs, failure);
        if (bus.HasListeners)
        {
            var batch = report ?? BatchReporter.Outline(jobs, status) with { Failure = failure?.Message };
            bus.Tell(listener => listener.OnBatchCompleted(batch));
        }

        metrics.OnEnded(status, jobs, report);
    }

    private void Tell(JobSet jobs, BatchStatus status, Action<IStreamListener, BatchInfo> tell)
    {
        if (bus.HasListeners)
        {
            var batch = BatchReporter.Outline(jobs, status);
            bus.Tell(listener => tell(listener, batch));
        }
    }
}
