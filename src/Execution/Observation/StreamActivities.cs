using System.Diagnostics;
using Linq.Streaming.Execution.Scheduling;

namespace Linq.Streaming.Execution.Observation;

/// <summary>The trace of a batch: one activity for it, and in that one for its stages, for each output and for its commit.</summary>
/// <remarks>The halves of a batch run on different threads, so what is inside names its parent.</remarks>
internal static class StreamActivities
{
    private static readonly ActivitySource Source = new("LinqStream");

    /// <summary>Begins the activity of a batch whose turn it is; null where nobody listens.</summary>
    public static Activity? Begin(JobSet jobs, string query)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var current = Activity.Current;
        var activity = Source.StartActivity("batch", ActivityKind.Internal, default(ActivityContext), tags:
        [
            new("linqstream.query", query),
            new("linqstream.batch.id", jobs.Batch.Id),
            new("linqstream.batch.time", jobs.Batch.Time.ToString("O")),
            new("linqstream.batch.rows", jobs.Batch.Input.Count),
        ]);
        Activity.Current = current;
        return activity;
    }

    /// <summary>Begins a step of a batch, which ends when it is disposed of.</summary>
    public static Activity? Step(JobSet jobs, string name) =>
        jobs.Progress?.Activity is { } batch ? Source.StartActivity(name, ActivityKind.Internal, batch.Context) : null;

    public static void End(JobSet jobs, Exception? failure)
    {
        if (jobs.Progress is { Activity: { } batch })
        {
            if (failure is not null)
            {
                batch.SetStatus(ActivityStatusCode.Error, failure.Message);
            }

            var current = Activity.Current;
            batch.Stop();
            Activity.Current = current;
        }
    }
}
