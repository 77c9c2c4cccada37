using System.Threading.Channels;
using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

public sealed class SourceFailureTests
{
    private readonly InvalidOperationException _reason = new("broken");

    [Fact]
    public async Task A_failing_enumerable_fails_after_all_that_came_before_it()
    {
        var context = Live(Clock());
        var received = new Received<int>(context.FromEnumerable(Rows(5), "rows", batchSize: 2));
        context.Start();
        var failure = await context.FailsWith("LS3003");
        Assert.Equal("rows", failure.Parameters[0]);
        Assert.Same(_reason, failure.InnerException);
        Assert.Equal([[0, 1], [2, 3], [4]], received.Rest());
    }

    [Fact]
    public async Task A_failing_observable_fails_after_all_that_came_before_it()
    {
        var clock = Clock();
        var context = Live(clock);
        var source = new Subscribed<int>();
        var received = new Received<int>(context.FromObservable(source, "ticks"));
        context.Start();
        source.Push(1, 2);
        source.Observer.OnError(_reason);
        source.Push(3);
        clock.Advance(Second * 2);
        var failure = await context.FailsWith("LS3003");
        Assert.Equal("ticks", failure.Parameters[0]);
        Assert.Same(_reason, failure.InnerException);
        Assert.Equal([[1, 2]], received.Rest());
    }

    [Fact]
    public async Task What_other_sources_had_given_to_that_batch_is_computed()
    {
        var clock = Clock();
        var context = Live(clock);
        var (bad, good) = (new Subscribed<int>(), new Subscribed<int>());
        var received = new Received<int>(context.FromObservable(bad).Concat(context.FromObservable(good)));
        context.Start();
        good.Push(1, 2);
        bad.Observer.OnError(_reason);
        clock.Advance(Second);
        await context.FailsWith("LS3003");
        Assert.Equal([[1, 2]], received.Rest());
        Assert.True(good.IsDisposed);
    }

    [Fact]
    public async Task A_source_that_fails_while_the_context_drains_faults_the_completion_and_not_the_stop()
    {
        var context = Live(Clock());
        var channel = Channel.CreateUnbounded<int>();
        var received = new Received<int>(context.FromChannel(channel.Reader));
        context.Start();
        channel.Writer.TryWrite(1);
        channel.Writer.Complete(_reason);
        await context.StopAsync().InTime();
        await context.FailsWith("LS3003");
        Assert.Equal([[1]], received.Rest());
    }

    [Fact]
    public async Task A_subscription_that_cannot_be_disposed_faults_the_completion_after_what_was_received()
    {
        var context = Live(Clock());
        var source = new Subscribed<int>(failingDispose: _reason);
        var received = new Received<int>(context.FromObservable(source));
        context.Start();
        source.Push(1);
        await context.StopAsync().InTime();
        var failure = await Assert.ThrowsAsync<AggregateException>(() => context.Completion.InTime());
        Assert.Same(_reason, failure.InnerException);
        Assert.Equal([[1]], received.Rest());
    }

    [Fact]
    public async Task A_replayed_row_that_goes_back_in_time_fails_the_source()
    {
        var context = Live(Clock());
        var received = new Received<int>(context.Replay([1, 2, 3, 1], row => DateTimeOffset.UnixEpoch.AddSeconds(row)));
        context.Start();
        await context.FailsWith("LS4004");
        Assert.Equal([[1], [2], [3]], received.Rest());
    }

    [Fact]
    public async Task A_failure_is_told_while_a_source_keeps_its_reader_waiting()
    {
        var context = Live(Clock());
        using var goOn = new ManualResetEventSlim();
        var input = context.FromEnumerable(Blocking(goOn), batchSize: 1);
        input.Select(x => 1 / x).ForEachBatch(_ => { });
        context.Start();
        await context.FailsWith("LS3001");
        goOn.Set();
        await context.DisposeAsync().InTime();
    }

    private IEnumerable<int> Rows(int count)
    {
        for (var i = 0; i < count; i++)
            yield return i;
        throw _reason;
    }

    // One element is read ahead, so the batch of the first is made before the third is asked for.
    private static IEnumerable<int> Blocking(ManualResetEventSlim goOn)
    {
        yield return 0;
        yield return 1;
        Assert.True(goOn.Wait(Patience * 2));
    }
}
