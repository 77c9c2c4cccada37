using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;

namespace Conformance.Tests.Spark;

/// <summary>What listeners are told of batches, and instruments that live as long as the context.</summary>
public sealed class ListenerCaseTests
{
    [Theory]
    [SparkCases("listener.batchInfo")]
    public async Task Batches_are_told_as_they_come_further(string id)
    {
        var item = SparkCase.Of(id);
        var listener = new Recorder();
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var context = new StreamContext(new StreamOptions
        {
            BatchInterval = item.Milliseconds("batch_ms"),
            TimeProvider = clock,
            Listeners = [listener],
        });
        context.FromQueue(new Queue<IReadOnlyList<int>>(item.Batches(element => element.GetInt32())!)).Select(x => x).ForEachBatch(_ => { });
        context.Start();
        for (var batch = 0; batch < 4; batch++)
        {
            clock.Advance(item.Milliseconds("batch_ms"));
        }

        await context.StopAsync(StopMode.AfterBatch);
        var (expected, rows) = (item["expected"], item["expected"].GetProperty("records_per_batch").GetInt64());
        Assert.Equal(expected.GetProperty("submitted").GetInt32(), listener.Submitted.Count);
        Assert.Equal(expected.GetProperty("started").GetInt32(), listener.Started.Count);
        Assert.Equal(expected.GetProperty("completed").GetInt32(), listener.Completed.Count);
        Assert.All(listener.Submitted, batch => Assert.Equal((null, null, null), (batch.SchedulingDelay, batch.ProcessingDelay, batch.TotalDelay)));
        Assert.All(listener.Started, batch => Assert.True(batch.SchedulingDelay >= TimeSpan.Zero && batch.ProcessingDelay is null));
        Assert.All(listener.Completed, batch => Assert.True(
            batch.SchedulingDelay >= TimeSpan.Zero && batch.ProcessingDelay >= TimeSpan.Zero && batch.TotalDelay == batch.SchedulingDelay + batch.ProcessingDelay));
        Assert.All(listener.Completed, batch => Assert.Equal((rows, rows), (batch.Rows, Assert.Single(batch.Sources).Count)));
        Assert.Equal(listener.Completed.Select(batch => batch.Submitted).Order(), listener.Completed.Select(batch => batch.Submitted));
        Assert.Equal([1, 2, 3, 4], listener.Completed.Select(batch => batch.Id));
    }

    [Theory]
    [SparkCases("context.metricsSource")]
    public async Task Instruments_are_there_from_the_start_to_the_stop(string id)
    {
        var query = $"case {id}";
        var published = new HashSet<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == "LinqStream" && instrument.Meter.Tags?.Any(tag => query.Equals(tag.Value)) == true)
            {
                published.Add(instrument.Name);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        var gone = new HashSet<string>();
        listener.MeasurementsCompleted = (instrument, _) => gone.Add(instrument.Name);
        listener.Start();
        await using var context = new StreamContext(new StreamOptions { BatchInterval = SparkCase.Of(id).Milliseconds("batch_ms"), TimeProvider = new FakeTimeProvider(), Name = query });
        context.FromQueue(new Queue<IReadOnlyList<int>>()).ForEachBatch(_ => { });
        context.Start();
        Assert.Contains("linqstream.batches", published);
        Assert.Empty(gone);
        await context.StopAsync(StopMode.Abort);
        Assert.Equal(published.Order(), gone.Order());
    }

    private sealed class Recorder : IStreamListener
    {
        public List<BatchInfo> Submitted { get; } = [];

        public List<BatchInfo> Started { get; } = [];

        public List<BatchInfo> Completed { get; } = [];

        public void OnBatchSubmitted(BatchInfo batch) => Submitted.Add(batch);

        public void OnBatchStarted(BatchInfo batch) => Started.Add(batch);

        public void OnBatchCompleted(BatchInfo batch) => Completed.Add(batch);
    }
}
