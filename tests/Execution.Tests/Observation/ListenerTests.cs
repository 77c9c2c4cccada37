using System.Text.Json;
using Execution.Tests.Context;
using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Observation;

public sealed class ListenerTests
{
    private readonly Queue<IReadOnlyList<int>> _queue = new([[1, 2], [3]]);

    [Fact]
    public async Task Everything_is_told_in_order_and_the_end_last()
    {
        var listener = new Recorder();
        await Run(listener, source => source.ForEachBatch(_ => { }), batches: 2);
        Assert.Equal(("started", "stopped Drained"), (listener.Events[0], listener.Events[^1]));
        Assert.Equal(["submitted 1", "started 1", "output 1 ForEachBatch-0: 2", "Completed 1"], Of(1));
        Assert.Equal(["submitted 2", "started 2", "output 2 ForEachBatch-0: 1", "Completed 2"], Of(2));

        // Batches may overlap.
        IEnumerable<string> Of(int batch) => listener.Events.Where(what => what.Split(' ') is [_, var id, ..] && id == batch.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_completed_batch_says_what_it_had_and_where_the_time_went()
    {
        var listener = new Recorder();
        await Run(listener, source => source.CountBy(x => x % 2).ForEachBatch(_ => { }), batches: 1);
        var batch = Assert.Single(listener.Completed);
        Assert.Equal((1, 2, 1, BatchStatus.Completed), (batch.Id, batch.Rows, batch.Intervals, batch.Status));
        Assert.Equal(("ForEachBatch-0", 2), (batch.Outputs[0].Name, batch.Outputs[0].Rows));
        Assert.NotNull(batch.Outputs[0].Duration);
        Assert.NotNull(batch.Phases);
        Assert.Equal(batch.SchedulingDelay + batch.ProcessingDelay, batch.TotalDelay);
    }

    [Fact]
    public async Task What_a_listener_throws_is_logged_and_nothing_else_comes_of_it()
    {
        var log = new ListLogger();
        var seen = new Recorder();
        await Run(seen, source => source.ForEachBatch(_ => { }), batches: 1, log, new Thrower());
        Assert.Single(seen.Completed);
        Assert.Contains(log.Entries, entry => entry.Text.Contains(nameof(Thrower), StringComparison.Ordinal) && entry.Reason!.Message == "no");
    }

    [Fact]
    public async Task A_batch_that_fails_is_told_with_its_failure()
    {
        var listener = new Recorder();
        await using var context = Context(listener);
        context.FromQueue(_queue).ForEachBatch(_ => throw new InvalidOperationException("refused"));
        context.Start();
        _clock.Advance(Second);
        await context.FailsWith("LS3002");
        await context.StopAsync().InTime();
        Assert.Equal(["failed ForEachBatch-0: refused"], listener.Events.Where(what => what.StartsWith("failed", StringComparison.Ordinal)));
        var batch = Assert.Single(listener.Completed);
        Assert.Equal(BatchStatus.Failed, batch.Status);
        Assert.Contains("refused", batch.Failure, StringComparison.Ordinal);
        Assert.Equal("stopped Failed", listener.Events[^1]);
    }

    [Fact]
    public async Task A_listener_that_hangs_loses_events_that_are_counted_and_does_not_hold_up_batches()
    {
        var listener = new Hanging();
        await using var context = Context(listener);
        context.FromEnumerable(Enumerable.Range(0, 20_000), batchSize: 1).ForEachBatch(_ => { });
        context.Start();
        await context.Completion.InTime();
        listener.Gate.Set();
        Assert.Equal(20_000, context.Exit!.Batches);
        await context.StopAsync().InTime();
        Assert.True(context.Exit.DroppedEvents > 0);
        Assert.Equal("stopped", listener.Last);
    }

    [Fact]
    public async Task Progress_records_are_one_line_of_JSON_for_each_batch()
    {
        var lines = new StringWriter();
        await Run(new ProgressWriter(lines), source => source.CountBy(x => x % 2).Named("parity").ForEachBatch(_ => { }), batches: 2);
        var records = lines.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([1, 2], records.Select(record => record.GetProperty("id").GetInt32()));
        Assert.Equal([2, 1], records.Select(record => record.GetProperty("sources")[0].GetProperty("count").GetInt32()));
        Assert.Equal("completed", records[0].GetProperty("status").GetString());
        Assert.Equal("1970-01-02T00:00:01+00:00", records[0].GetProperty("time").GetString());
        Assert.True(records[0].GetProperty("phases").GetProperty("compute").GetDouble() >= 0);
        Assert.Equal("ForEachBatch-0", records[0].GetProperty("outputs")[0].GetProperty("name").GetString());
        Assert.False(records[0].TryGetProperty("failure", out _));
    }

    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _clock = Clock();

    private StreamContext Context(IStreamListener listener, ListLogger? log = null, params IStreamListener[] others) => new(new StreamOptions
    {
        BatchInterval = Second,
        TimeProvider = _clock,
        Listeners = [listener, .. others],
        LoggerFactory = log ?? (Microsoft.Extensions.Logging.ILoggerFactory)Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance,
    });

    private async Task Run(IStreamListener listener, Action<IStreamQueryable<int>> query, int batches, ListLogger? log = null, params IStreamListener[] others)
    {
        await using var context = Context(listener, log, others);
        query(context.FromQueue(_queue));
        context.Start();
        for (var i = 0; i < batches; i++)
        {
            _clock.Advance(Second);
            _queue.TrimExcess();
        }

        while (batches == 1 && _queue.Count > 0)
        {
            _queue.Dequeue();
        }

        await context.StopAsync().InTime();
    }

    private sealed class Thrower : IStreamListener
    {
        public void OnBatchCompleted(BatchInfo batch) => throw new InvalidOperationException("no");
    }

    private sealed class Hanging : IStreamListener
    {
        public ManualResetEventSlim Gate { get; } = new();

        public string Last { get; private set; } = "";

        public void OnBatchSubmitted(BatchInfo batch) => Assert.True(Gate.Wait(Patience));

        public void OnStopped(ExitReport report) => Last = "stopped";
    }

    private sealed class Recorder : IStreamListener
    {
        public List<string> Events { get; } = [];

        public List<BatchInfo> Completed { get; } = [];

        public void OnStarted(StreamContext context) => Events.Add("started");

        public void OnBatchSubmitted(BatchInfo batch) => Events.Add($"submitted {batch.Id}");

        public void OnBatchStarted(BatchInfo batch) => Events.Add($"started {batch.Id}");

        public void OnOutputCompleted(BatchInfo batch, OutputInfo output, Exception? failure) =>
            Events.Add(failure is null ? $"output {batch.Id} {output.Name}: {output.Rows}" : $"failed {output.Name}: {failure.InnerException!.Message}");

        public void OnBatchCompleted(BatchInfo batch)
        {
            Completed.Add(batch);
            Events.Add($"{batch.Status} {batch.Id}");
        }

        public void OnStopped(ExitReport report) => Events.Add($"stopped {report.Reason}");
    }
}
