using System.Threading.Channels;
using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

/// <summary>Batches that fall behind, limits, and how a run ends.</summary>
public sealed class OverloadTests
{
    private readonly FakeTimeProvider _clock = Clock();
    private readonly Channel<int> _channel = Channel.CreateUnbounded<int>();
    private readonly ManualResetEventSlim _gate = new();

    [Fact]
    public async Task Coalesced_batches_take_all_that_has_come_and_keep_their_times()
    {
        await using var context = Context(OverloadPolicy.Coalesce);
        var seen = new List<string>();
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.FromChannel(_channel.Reader).ForEachBatch(batch =>
        {
            stuck.TrySetResult();
            Assert.True(_gate.Wait(Patience));
            seen.Add($"{batch.Id}: {string.Join(",", batch)}");
        });
        var intervals = new List<long>();
        context.BatchCompleted += batch => intervals.Add(batch.Intervals);
        context.Start();
        Tick(1);
        await stuck.Task.InTime();
        Tick(2); // waits
        Tick(3);
        Tick(4);
        _gate.Set();
        await WaitForBatches(context, 2);
        Tick(5);
        await context.StopAsync(StopMode.AfterBatch).InTime();
        Assert.Equal(["1: 1", "2: 2", "5: 3,4,5"], seen);
        Assert.Equal([1, 1, 3], intervals);
    }

    [Fact]
    public async Task Coalescing_does_not_cross_the_end_of_a_window()
    {
        await using var context = Context(OverloadPolicy.Coalesce);
        var seen = new List<string>();
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var source = context.FromChannel(_channel.Reader);
        source.ForEachBatch(_ =>
        {
            stuck.TrySetResult();
            Assert.True(_gate.Wait(Patience));
        });
        source.Window(Second * 3, Second * 3).Sum().ForEachBatch(batch => seen.Add($"{batch.Id}: {batch[0]}"));
        context.Start();
        for (var tick = 1; tick <= 6; tick++)
        {
            Tick(tick);
            await stuck.Task.InTime();
        }

        _gate.Set();
        await context.StopAsync(StopMode.AfterBatch).InTime();
        Assert.Equal(["3: 6", "6: 15"], seen);
    }

    [Fact]
    public async Task What_a_source_may_give_is_limited_and_the_limit_is_seen_with_its_reason()
    {
        await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock, RateControl = new RateControl { InitialRate = 3, MinRate = 1 } });
        var received = new Received<int>(context.FromChannel(_channel.Reader, "numbers"));
        for (var i = 0; i < 10; i++)
        {
            Assert.True(_channel.Writer.TryWrite(i));
        }

        context.Start();
        _clock.Advance(Second);
        Assert.Equal([0, 1, 2], received.Next());
        var source = Assert.Single(context.Sources);
        Assert.Equal(("numbers", "FromChannel", 7L, 3L, LimitReason.SlowStart), (source.Name, source.Kind, source.Lag, source.Limit, source.LimitReason));

        // A drain takes all that waits: nothing more will come.
        await context.StopAsync().InTime();
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], received.Next());
    }

    [Fact]
    public async Task An_observable_gives_no_more_than_its_limit_and_keeps_the_order()
    {
        await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock, RateControl = new RateControl { InitialRate = 100, MinRate = 100, MaxRate = 100 } });
        var source = new Subscribed<int>();
        var received = new Received<int>(context.FromObservable(source));
        context.Start();
        source.Push([.. Enumerable.Range(0, 250)]);
        for (var batch = 0; batch < 3; batch++)
        {
            _clock.Advance(Second);
        }

        Assert.Equal(Enumerable.Range(0, 250), received.Next(3).SelectMany(batch => batch));
    }

    [Fact]
    public async Task A_drain_that_takes_too_long_aborts()
    {
        await using var context = Context(OverloadPolicy.Queue);
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.FromChannel(_channel.Reader).ForEachBatch((_, token) =>
        {
            stuck.TrySetResult();
            return Task.Delay(Timeout.Infinite, token);
        });
        context.Start();
        Tick(1);
        await stuck.Task.InTime();
        var stopping = context.StopAsync(Second * 10);
        _clock.Advance(Second * 9);
        Assert.False(stopping.IsCompleted);
        _clock.Advance(Second);
        await stopping.InTime();
        Assert.Equal((ExitReason.Aborted, 0L), (context.Exit!.Reason, context.Exit.Batches));
        Assert.True(context.Exit.PendingBatches >= 1);
    }

    [Fact]
    public async Task The_exit_report_says_what_was_committed_and_what_is_left()
    {
        await using var context = Context(OverloadPolicy.Queue);
        context.FromChannel(_channel.Reader, "numbers").ForEachBatch(_ => { });
        context.Start();
        Tick(1);
        await WaitForBatches(context, 1);
        Assert.True(_channel.Writer.TryWrite(2) && _channel.Writer.TryWrite(3));
        Assert.Null(context.Exit);
        await context.StopAsync(StopMode.AfterBatch).InTime();
        var exit = context.Exit!;
        Assert.Equal((ExitReason.Stopped, 1L, DateTimeOffset.UnixEpoch.AddDays(1).AddSeconds(1), 1L, 0L), (exit.Reason, exit.LastBatch, exit.LastBatchTime, exit.Batches, exit.PendingBatches));
        Assert.Equal(new SourceExit("numbers", 1, 2, 0, 0), Assert.Single(exit.Sources));
        Assert.Equal("Stopped: 1 batches committed, the last 1 of 1970-01-02T00:00:01Z. numbers: 1 committed, 2 left", exit.ToString());
    }

    [Fact]
    public async Task A_failed_batch_lets_the_outputs_before_it_come_to_their_end()
    {
        await using var context = new StreamContext(new StreamOptions { BatchInterval = Second, TimeProvider = _clock, MaxTaskAttempts = 1 });
        var committed = new List<long>();
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<int, int> fail = x => x == 2 ? throw new InvalidOperationException("refused") : x;
        context.FromChannel(_channel.Reader).Select(x => fail(x)).WriteTo(new SlowSink(batch =>
        {
            stuck.TrySetResult();
            Assert.True(_gate.Wait(Patience));
            committed.Add(batch);
        }));
        context.Start();
        Tick(1);
        await stuck.Task.InTime();
        Tick(2);
        _gate.Set();
        await context.FailsWith("LS3001");
        Assert.Equal([1], committed);
        Assert.Equal((ExitReason.Failed, 1L), (context.Exit!.Reason, context.Exit.Batches));
    }

    private StreamContext Context(OverloadPolicy overload) => new(new StreamOptions { BatchInterval = Second, TimeProvider = _clock, Overload = overload });

    private void Tick(int value)
    {
        Assert.True(_channel.Writer.TryWrite(value));
        _clock.Advance(Second);
    }

    private static Task WaitForBatches(StreamContext context, long count) => Task.Run(() =>
        Assert.True(SpinWait.SpinUntil(() => context.Sources[0].Count >= count, Patience))).InTime();

    private sealed class SlowSink(Action<long> commit) : IStreamSink<int>
    {
        public string Guarantee => "none";

        public ValueTask<long?> OpenAsync(StreamSinkContext context, CancellationToken cancellationToken) => new((long?)null);

        public ValueTask PrepareAsync(Batch<int> batch, CancellationToken cancellationToken) => default;

        public ValueTask CommitAsync(long batchId, CancellationToken cancellationToken)
        {
            commit(batchId);
            return default;
        }

        public ValueTask AbortAsync(long fromBatchId, CancellationToken cancellationToken) => default;

        public ValueTask DisposeAsync() => default;
    }
}
