using Linq.Streaming.Execution.Checkpointing;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Observation;
using Linq.Streaming.Execution.Outputs;
using Linq.Streaming.Execution.Rdds;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Runs the jobs of one batch: the steps of a batch, in this order.</summary>
/// <remarks>
/// <para>
/// First half: everything is computed, its changes are captured, and the state is final for the next batch. Second half: when its input is durable, outputs see it, that is
/// functions are called and sinks prepare; the record of the batch decides that it has happened; and sinks commit. The next batch may be computed while the outputs of this
/// one are under way. If they fail for good, the run ends, and what was computed after it with it.
/// </para>
/// <para>Where batches may be skipped the state is final only after the second half, and the halves of two batches do not overlap.</para>
/// </remarks>
internal sealed class JobRunner(GraphRuntime graph, TaskSettings tasks, JobRunnerSettings settings, CancellationToken cancellation)
{
    private readonly Retries _retries = new(settings.Policy, settings.Time);
    private readonly ICheckpointer _checkpointer = settings.Checkpointer;
    private readonly TaskSettings _alone = tasks.OnOneThread();

    /// <summary>Runs the first half of a batch; the second is what it gives.</summary>
    /// <exception cref="StreamQueryException">The batch failed in a stage: LS3001. No output has seen it.</exception>
    public Action Compute(JobSet jobs)
    {
        settings.Events?.OnStarted(jobs);
        try
        {
            return settings.Policy.SkipsBatch ? ComputeOrSkip(jobs) : ComputeAndSettle(jobs);
        }
        catch (Exception failure)
        {
            settings.Events?.OnFailed(jobs, failure);
            throw;
        }
    }

    /// <summary>Runs what may be run of a batch before its turn; on a thread of its own. It does not throw.</summary>
    public void RunAhead(JobSet jobs) => jobs.Ahead?.Run(_alone);

    private Action ComputeAndSettle(JobSet jobs)
    {
        var computed = ComputeAgain(jobs);
        graph.Commit(jobs.Batch);
        var report = settings.Events?.OnComputed(jobs, computed.Rows);
        return () => Finish(computed, report);
    }

    private void Finish(ComputedJobs computed, BatchInfo? report)
    {
        var jobs = computed.Jobs;
        try
        {
            jobs.Progress?.OnTurn();
            Deliver(computed, report);
            Decide(computed);
        }
        catch (Exception failure)
        {
            settings.Events?.OnFailed(jobs, failure);
            throw;
        }

        Complete(computed, report);
    }

    private void Complete(ComputedJobs computed, BatchInfo? report) =>
        settings.OnCompleted(computed.Jobs, settings.Events is null ? report : settings.Events.OnCompleted(computed.Jobs, report, computed.Durations));

    private Action ComputeOrSkip(JobSet jobs)
    {
        try
        {
            var computed = ComputeAgain(jobs);
            BatchInfo? report = null;
            jobs.Progress?.OnComputed();
            Deliver(computed, null);
            Decide(computed, () =>
            {
                graph.Commit(jobs.Batch);
                report = settings.Events?.Report(jobs, computed.Rows);
            });
            return () => Complete(computed, report);
        }
        catch (StreamQueryException failure) when (Retries.MayPass(failure) && !_isDecided)
        {
            graph.Rollback(jobs.Batch);
            _checkpointer.Skip(jobs.Batch);
            settings.OnSkipped(jobs.Batch, failure);
            settings.Events?.OnSkipped(jobs, failure);
            return () => settings.OnCompleted(jobs, null);
        }
    }

    private bool _isDecided;

    // Tried again, a batch starts anew: the same input, and the state before it.
    private ComputedJobs ComputeAgain(JobSet jobs)
    {
        ComputedJobs? computed = null;
        var attempt = 0;
        _isDecided = false;
        _retries.Call(
            () =>
            {
                var current = jobs;
                if (attempt++ > 0)
                {
                    graph.Rollback(jobs.Batch);
                    var (again, retained) = graph.GenerateJobs(jobs.Batch);
                    current = jobs with { Jobs = again, Retained = retained, Ahead = null };
                }

                computed = new ComputedJobs(current, ComputeRows(current), WatermarksOf(current));
            },
            cancellation);
        _checkpointer.Computed(jobs.Batch);
        return computed!;
    }

    private static DateTimeOffset?[] WatermarksOf(JobSet jobs)
    {
        var watermarks = new DateTimeOffset?[jobs.Jobs.Count];
        for (var i = 0; i < watermarks.Length; i++)
        {
            watermarks[i] = jobs.Jobs[i].Output.Watermark(jobs.Batch);
        }

        return watermarks;
    }

    private OutputRows[] ComputeRows(JobSet jobs)
    {
        using var activity = StreamActivities.Step(jobs, "compute");
        jobs.Ahead?.TakeTurn();
        var runner = new StageRunner(jobs.Batch, tasks);
        var rows = new OutputRows[jobs.Jobs.Count];
        var rdd = default(Rdd);
        try
        {
            for (var i = 0; i < rows.Length; i++)
            {
                rdd = jobs.Jobs[i].Rdd;
                rows[i] = jobs.Ahead?.RowsOf(i) ?? jobs.Jobs[i].Output.Compute(rdd, runner);
            }

            foreach (var retained in jobs.Retained)
            {
                rdd = retained;
                rdd.Retain(runner);
            }

            return rows;
        }
        catch (TaskFailedException failure)
        {
            throw Failed(jobs.Batch, failure.Stage, graph.Graph.Streams[failure.OperatorId].Operator, failure.InnerException!);
        }
        catch (Exception failure) when (rdd is not null)
        {
            // Between stages: a key's codec, for example.
            throw Failed(jobs.Batch, rdd.Origin.Template.OperatorId, rdd.Origin.Template.Operator, failure);
        }
    }

    private void Deliver(ComputedJobs computed, BatchInfo? report)
    {
        _checkpointer.AwaitInput(computed.Jobs.Batch);
        for (var i = 0; i < computed.Rows.Length; i++)
        {
            var (job, rows, watermark) = (computed.Jobs.Jobs[i], computed.Rows[i], computed.Watermarks[i]);
            using var activity = StreamActivities.Step(computed.Jobs, job.Output.Label);
            var begun = computed.Jobs.Progress?.Now() ?? 0;
            try
            {
                _retries.Call(() => Deliver(job, rows, watermark), cancellation);
            }
            catch (Exception failure)
            {
                settings.Events?.OnOutput(computed.Jobs, report, new OutputInfo(job.Output.Label, rows.Count, computed.Jobs.Progress?.Since(begun)), failure);
                throw;
            }

            if (settings.Events is { } events)
            {
                var duration = computed.Jobs.Progress?.Since(begun);
                events.OnOutput(computed.Jobs, report, i, rows.Count, duration);
                if (report is not null)
                {
                    (computed.Durations ??= new TimeSpan?[computed.Rows.Length])[i] = duration;
                }
            }
        }

        computed.Jobs.Progress?.OnDelivered();
    }

    private void Decide(ComputedJobs computed, Action? settle = null)
    {
        var batch = computed.Jobs.Batch;
        using var activity = StreamActivities.Step(computed.Jobs, "commit");
        _checkpointer.Commit(batch, computed.Jobs.Jobs.Select(job => job.Output.SinkName).OfType<string>());
        _isDecided = true;
        foreach (var job in computed.Jobs.Jobs)
        {
            _retries.Call(() => job.Output.Commit(batch.Id, cancellation), cancellation);
        }

        settle?.Invoke();
        _checkpointer.Done(batch);
    }

    private void Deliver(Job job, OutputRows rows, DateTimeOffset? watermark)
    {
        try
        {
            job.Output.Deliver(job.Batch, rows, watermark, cancellation);
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

    /// <summary>A batch that has been computed, with what each output receives.</summary>
    private sealed record ComputedJobs(JobSet Jobs, OutputRows[] Rows, DateTimeOffset?[] Watermarks)
    {
        /// <summary>How long each output took, once one has.</summary>
        public TimeSpan?[]? Durations { get; set; }
    }
}
