using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

public sealed class StopTests
{
    private readonly FakeTimeProvider _clock = Clock();
    private readonly Subscribed<int> _source = new();

    [Fact]
    public async Task Drain_computes_what_was_received()
    {
        var (context, received) = Started();
        _source.Push(1, 2);
        await context.StopAsync().InTime();
        Assert.True(context.Completion.IsCompletedSuccessfully);
        Assert.True(_source.IsDisposed);
        Assert.Equal([[1, 2]], received.Rest());
    }

    [Fact]
    public async Task Drain_makes_no_batch_where_nothing_waits()
    {
        var (context, received) = Started();
        _source.Push(1);
        _clock.Advance(Second);
        await context.StopAsync().InTime();
        Assert.Equal([[1]], received.Rest());
    }

    [Fact]
    public async Task Drain_makes_as_many_batches_as_the_sources_need()
    {
        var context = Live(_clock);
        var received = new Received<int>(context.FromQueue(new Queue<IReadOnlyList<int>>([[1], [2], [3]])));
        context.Start();
        _clock.Advance(Second);
        await context.StopAsync().InTime();
        Assert.Equal([[1], [2], [3]], received.Rest());
    }

    [Fact]
    public async Task AfterBatch_computes_the_batches_made_and_drops_what_was_received_after_them()
    {
        var (context, received, gate) = Gated();
        _source.Push(1);
        _clock.Advance(Second);
        _source.Push(2);
        _clock.Advance(Second);
        _source.Push(3);
        var stopping = context.StopAsync(StopMode.AfterBatch);
        Assert.False(stopping.IsCompleted);
        gate.SetResult();
        await stopping.InTime();
        Assert.True(context.Completion.IsCompletedSuccessfully);
        Assert.Equal([[1], [2]], received);
    }

    [Fact]
    public async Task Abort_cancels_the_token_of_the_output_and_drops_the_rest()
    {
        var (context, received, _) = Gated();
        _source.Push(1);
        _clock.Advance(Second);
        _source.Push(2);
        _clock.Advance(Second);
        await context.StopAsync(StopMode.Abort).InTime();
        Assert.True(context.Completion.IsCompletedSuccessfully);
        Assert.Empty(received);
    }

    [Fact]
    public async Task Abort_reaches_an_output_that_holds_up_the_timer()
    {
        var (context, received, _) = Gated(pending: 1);
        _clock.Advance(Second);
        var timer = Inputs.InputTesting.Run(() => _clock.Advance(Second * 10));
        Inputs.InputTesting.WaitUntilBlocked(timer);
        await context.StopAsync(StopMode.Abort).InTime();
        Assert.True(timer.Join(Patience));
        Assert.Empty(received);
    }

    [Fact]
    public async Task Abort_cuts_a_stop_short_that_drains()
    {
        var (context, received, _) = Gated(pending: 1);
        _source.Push(1);
        _clock.Advance(Second);
        _source.Push(2);
        var draining = context.StopAsync();
        await context.StopAsync(StopMode.Abort).InTime();
        await draining.InTime();
        Assert.Empty(received);
    }

    [Fact]
    public async Task A_later_stop_does_not_cut_a_drain_short()
    {
        var (context, received, gate) = Gated();
        _source.Push(1);
        _clock.Advance(Second);
        _source.Push(2);
        var draining = context.StopAsync();
        var second = context.StopAsync(StopMode.AfterBatch);
        gate.SetResult();
        await Task.WhenAll(draining, second, context.StopAsync()).InTime();
        Assert.Equal([[1], [2]], received);
    }

    [Fact]
    public async Task Stopping_again_and_after_the_end_is_harmless()
    {
        var (context, _) = Started();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => context.StopAsync()))).InTime();
        foreach (var mode in Enum.GetValues<StopMode>())
        {
            await context.StopAsync(mode).InTime();
        }

        await context.DisposeAsync().InTime();
        foreach (var mode in Enum.GetValues<StopMode>())
        {
            await context.StopAsync(mode).InTime();
        }

        Assert.True(context.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Stopping_before_the_start_changes_nothing()
    {
        var context = Live(_clock);
        var received = new Received<int>(context.FromEnumerable([1]));
        await context.StopAsync().InTime();
        Assert.False(context.Completion.IsCompleted);
        context.Start();
        await context.Completion.InTime();
        Assert.Equal([[1]], received.Rest());
    }

    [Fact]
    public async Task The_token_ends_the_wait_and_not_the_stop()
    {
        var (context, received, gate) = Gated();
        _source.Push(1);
        _clock.Advance(Second);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => context.StopAsync(StopMode.Drain, new CancellationToken(canceled: true)).InTime());
        gate.SetResult();
        await context.Completion.InTime();
        Assert.Equal([[1]], received);
    }

    [Fact]
    public void An_unknown_mode_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("mode", () => { _ = Live(_clock).StopAsync((StopMode)7); });

    [Fact]
    public async Task A_stop_does_not_close_the_event_windows_of_a_bounded_source()
    {
        var context = Live(_clock);
        var reading = new TaskCompletionSource();
        var windows = new List<long>();
        context.FromEnumerable(Rows(reading), batchSize: 1)
            .WithEventTime(row => row, TimeUnit.Seconds, TimeSpan.Zero).Window(Second * 10).Count()
            .ForEachBatch(batch => windows.AddRange(batch));
        context.Start();
        await reading.Task.InTime();
        await context.StopAsync().InTime();
        Assert.Empty(windows);
    }

    private static IEnumerable<long> Rows(TaskCompletionSource reading)
    {
        for (var i = 0; ; i++)
        {
            if (i == 100)
            {
                reading.SetResult();
            }

            yield return 1;
        }
    }

    private (StreamContext Context, Received<int> Received) Started()
    {
        var context = Live(_clock);
        var received = new Received<int>(context.FromObservable(_source));
        context.Start();
        return (context, received);
    }

    /// <summary>An output that waits for the gate, or for its token.</summary>
    private (StreamContext Context, List<int[]> Received, TaskCompletionSource Gate) Gated(int pending = 16)
    {
        var context = Live(_clock, pending);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var received = new List<int[]>();
        context.FromObservable(_source).ForEachBatch(async (batch, token) =>
        {
            await gate.Task.WaitAsync(token);
            received.Add([.. batch]);
        });
        context.Start();
        return (context, received, gate);
    }
}
