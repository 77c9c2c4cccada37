using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Expressions;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Runs the stages of one batch: a task for each partition, retried, on this thread or on workers.</summary>
/// <param name="batch">The batch.</param>
/// <param name="settings">How tasks run.</param>
/// <param name="observed">Where what tasks have observed is noted, before the batch's turn; null tells it at once.</param>
internal sealed class StageRunner(BatchContext batch, TaskSettings settings, List<StageObservation>? observed = null)
{
    /// <summary>Runs <paramref name="stage"/> over <paramref name="rdd"/>, which has been prepared: one filled sink for each partition.</summary>
    /// <exception cref="TaskFailedException">A task failed as often as it may.</exception>
    public StageSink[] Run(StageTemplate stage, Rdd rdd)
    {
        var count = rdd.PartitionCount;
        var sinks = new StageSink[count];
        var frames = new TaskFrame[count];
        for (var partition = 0; partition < count; partition++)
        {
            sinks[partition] = stage.RentSink(partition);
            frames[partition] = stage.RentFrame();
        }

        if (count > 1 && rdd.Rows >= settings.RowsForThreads)
        {
            RunOnWorkers(stage, rdd, frames, sinks);
        }
        else
        {
            for (var partition = 0; partition < count; partition++)
            {
                Attempt(stage, rdd, partition, frames[partition], sinks[partition]);
            }
        }

        Observe(stage, rdd, frames);
        return sinks;
    }

    /// <summary>The captured values of the plan.</summary>
    public object?[] Captured => settings.Parameters;

    /// <summary>The captured value of a parameter of the plan.</summary>
    public object Parameter(PlanParameterExpression parameter) => settings.Parameters[parameter.Index]!;

    /// <summary>Runs a function of the user that is in no stage, with the retries of a task.</summary>
    /// <exception cref="TaskFailedException">It failed as often as it may.</exception>
    public T Run<T>(StreamExpander of, Func<T> function)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return function();
            }
            catch (Exception exception) when (attempt < settings.MaxAttempts)
            {
                settings.OnRetry(batch, of.Template.OperatorId, 0, attempt, exception);
            }
            catch (Exception exception)
            {
                throw new TaskFailedException(of.Template.OperatorId, 0, of.Template.Id, exception);
            }
        }
    }

    /// <summary>Runs such a function for each partition, on several threads where it is worth it.</summary>
    public void RunPartitions(StreamExpander of, int count, long rows, Action<int> function)
    {
        if (count > 1 && rows >= settings.RowsForThreads)
        {
            settings.Workers!.Run(count, partition => Run(of, () => Call(partition)));
            return;
        }

        for (var partition = 0; partition < count; partition++)
        {
            var current = partition;
            Run(of, () => Call(current));
        }

        bool Call(int partition)
        {
            function(partition);
            return true;
        }
    }

    // A method of its own: what a function captures is made at the start of the method that it is in.
    private void RunOnWorkers(StageTemplate stage, Rdd rdd, TaskFrame[] frames, StageSink[] sinks) =>
        settings.Workers!.Run(frames.Length, partition => Attempt(stage, rdd, partition, frames[partition], sinks[partition]));

    private void Attempt(StageTemplate stage, Rdd rdd, int partition, TaskFrame frame, StageSink sink)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                frame.Clear();
                sink.Reset();
                Bind(rdd, partition, frame, sink);

                // The first attempt is the quick one. Others, and an only one, note where they are, so that a failure that stays can
                // name its operator.
                (attempt == 1 && settings.MaxAttempts > 1 ? stage.Run : stage.Traced)(frame);
                return;
            }
            catch (Exception exception) when (attempt < settings.MaxAttempts)
            {
                settings.OnRetry(batch, stage.Name, partition, attempt, exception);
            }
            catch (Exception exception)
            {
                throw new TaskFailedException(stage.Name, partition, frame.Operator < 0 ? stage.Tail.Template.Id : frame.Operator, exception);
            }
        }
    }

    private void Bind(Rdd rdd, int partition, TaskFrame frame, StageSink sink)
    {
        frame.Sink = sink;
        frame.Parameters = settings.Parameters;
        frame.BatchTicks = batch.Ticks;
        frame.ZeroTicks = batch.ZeroTicks;
        rdd.Bind(partition, frame);
    }

    // Only when all tasks have succeeded, so that a retried one is not seen twice.
    private void Observe(StageTemplate stage, Rdd rdd, TaskFrame[] frames)
    {
        for (var partition = 0; partition < frames.Length; partition++)
        {
            var frame = frames[partition];
            for (var result = 0; result < stage.ResultReaders.Count; result++)
            {
                var observation = new StageObservation(stage.ResultReaders[result], rdd.SourceOf(partition), frame.Results[result]);
                if (observed is null)
                {
                    observation.Tell(batch);
                }
                else
                {
                    observed.Add(observation);
                }
            }

            stage.Return(frame);
        }
    }
}
