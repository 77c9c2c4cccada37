using Connectors.Kafka.Tests.Broker;
using Connectors.Kafka.Tests.Writing;
using Linq.Streaming;

namespace Connectors.Kafka.Tests.Reading;

/// <summary>A query over topics, in a context with a checkpoint.</summary>
internal static class ContextRun
{
    /// <summary>Starts it, or goes on; ends it as it should when so many rows have come.</summary>
    /// <param name="directory">Where its checkpoint is.</param>
    /// <param name="options">What is read.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="during">Called once, when the first rows have come.</param>
    public static async Task<IReadOnlyList<string>> RunAsync(SinkDirectory directory, KafkaSourceOptions options, int count, Action? during = null)
    {
        var (rows, some, enough) = (new List<string>(), Signal(), Signal());
        await using var context = new StreamContext(new StreamOptions { BatchInterval = TimeSpan.FromMilliseconds(20), CheckpointDirectory = Path.Combine(directory.Path, "checkpoint") });
        context.FromKafka(options, "clicks").ForEachBatch(batch =>
        {
            rows.AddRange(batch);
            if (rows.Count > 0)
                some.TrySetResult();
            if (rows.Count >= count)
                enough.TrySetResult();
        });

        // Two more: with the next batch the source is told that the last rows are committed.
        var batches = new SemaphoreSlim(0);
        context.BatchCompleted += _ => batches.Release();
        context.Start();
        if (during is not null)
        {
            await Task.WhenAny(some.Task, context.Completion).WaitAsync(Patience.Time);
            during();
        }

        await (await Task.WhenAny(enough.Task, context.Completion).WaitAsync(Patience.Time));
        while (await batches.WaitAsync(0))
        {
        }

        Assert.True(await batches.WaitAsync(Patience.Time) && await batches.WaitAsync(Patience.Time));
        await context.StopAsync();
        return rows;
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
