using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Observation;

public sealed class MetricsTests
{
    private readonly ConcurrentDictionary<string, double> _values = new();
    private readonly string _query = Guid.NewGuid().ToString();

    [Fact]
    public async Task Instruments_say_what_the_run_has_done()
    {
        using var meters = Meters();
        await using var context = Context();
        var queue = new Queue<IReadOnlyList<int>>([[1, 2, 3], [4]]);
        context.FromQueue(queue, name: "numbers").Accumulate().CountBy(x => x % 2).Named("parity").ForEachBatch(_ => { });
        context.Start();
        meters.RecordObservableInstruments();
        _clock.Advance(Second);
        _clock.Advance(Second);
        await context.StopAsync(StopMode.AfterBatch).InTime();
        Assert.Equal(2, _values["linqstream.batches status=completed"]);
        Assert.Equal(3, _values["linqstream.output.rows output=ForEachBatch-0"]);
        Assert.True(_values.ContainsKey("linqstream.batch.processing_delay"));
    }

    [Fact]
    public async Task Gauges_say_how_it_stands()
    {
        using var meters = Meters();
        await using var context = Context();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var channel = System.Threading.Channels.Channel.CreateUnbounded<int>();
        context.FromChannel(channel.Reader, "numbers", maxPerBatch: 2).Accumulate().CountBy(x => x).Named("each").ForEachBatch(_ => { });
        context.BatchCompleted += batch => done.TrySetResult();
        for (var i = 0; i < 5; i++)
        {
            Assert.True(channel.Writer.TryWrite(i));
        }

        context.Start();
        meters.RecordObservableInstruments();
        _clock.Advance(Second);
        await done.Task.InTime();
        meters.RecordObservableInstruments();
        Assert.Equal(2, _values["linqstream.source.rows source=numbers"]);
        Assert.Equal(3, _values["linqstream.source.lag source=numbers"]);
        Assert.Equal(2, _values["linqstream.operator.entries operator=each"]);
        Assert.Equal(0, _values["linqstream.source.dropped source=numbers"]);
    }

    [Fact]
    public async Task A_trace_has_an_activity_for_each_batch_and_its_steps()
    {
        var activities = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "LinqStream",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using (var context = Context())
        {
            context.FromQueue(new Queue<IReadOnlyList<int>>([[1, 2]])).ForEachBatch(_ => { });
            context.Start();
            _clock.Advance(Second);
            await context.StopAsync(StopMode.AfterBatch).InTime();
        }

        var batch = activities.Single(activity => activity.OperationName == "batch" && _query.Equals(activity.GetTagItem("linqstream.query")));
        Assert.Equal((1L, 2L), (batch.GetTagItem("linqstream.batch.id"), batch.GetTagItem("linqstream.batch.rows")));
        Assert.Equal(["ForEachBatch-0", "commit", "compute"], activities.Where(activity => activity.ParentSpanId == batch.SpanId).Select(activity => activity.OperationName).Order(StringComparer.Ordinal));
        Assert.Equal(default, batch.ParentSpanId);
    }

    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _clock = Clock();

    private StreamContext Context() => new(new StreamOptions { BatchInterval = Second, TimeProvider = _clock, Name = _query });

    private MeterListener Meters()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "LinqStream" && instrument.Meter.Tags?.Any(tag => _query.Equals(tag.Value)) == true)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        return listener;
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name + (tags.Length > 0 ? $" {tags[0].Key}={tags[0].Value}" : "");
        _values.AddOrUpdate(name, value, (_, sum) => instrument.IsObservable ? value : sum + value);
    }
}
