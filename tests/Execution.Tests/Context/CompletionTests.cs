using System.Reactive.Subjects;
using System.Threading.Channels;
using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

public sealed class CompletionTests
{
    private readonly FakeTimeProvider _clock = Clock();

    [Fact]
    public async Task Bounded_sources_end_it_when_all_have_been_read()
    {
        var context = Live(_clock);
        var completion = context.Completion;
        var received = new Received<int>(context.FromEnumerable([1, 2, 3], batchSize: 2).Concat(context.FromEnumerable([4, 5, 6], batchSize: 1)));
        context.Start();
        await completion.InTime();
        Assert.Equal([[1, 2, 4], [3, 5], [6]], received.Rest());
    }

    [Fact]
    public async Task An_empty_bounded_source_ends_it()
    {
        var context = Live(_clock);
        var received = new Received<long>(context.FromEnumerable<int>([]).Count());
        context.Start();
        await context.Completion.InTime();
        Assert.Equal([[0]], received.Rest());
    }

    [Fact]
    public async Task A_live_source_does_not_end_it()
    {
        var context = Live(_clock);
        var received = new Received<int>(context.FromObservable(new Subject<int>()).Concat(context.FromEnumerable([1])));
        context.Start();
        _clock.Advance(Second * 20);
        received.Next(20);
        Assert.False(context.Completion.IsCompleted);
        await context.DisposeAsync().InTime();
    }

    [Fact]
    public async Task Live_sources_that_end_end_it_at_the_batch_that_takes_the_last()
    {
        var context = Live(_clock);
        var (subject, channel) = (new Subject<int>(), Channel.CreateUnbounded<int>());
        var received = new Received<int>(context.FromObservable(subject).Concat(context.FromChannel(channel.Reader)));
        context.Start();
        subject.OnNext(1);
        subject.OnCompleted();
        channel.Writer.TryWrite(2);
        _clock.Advance(Second);
        received.Next();
        Assert.False(context.Completion.IsCompleted);
        channel.Writer.TryWrite(3);
        channel.Writer.Complete();
        _clock.Advance(Second);
        await context.Completion.InTime();
        Assert.Equal([[3]], received.Rest());
    }

    [Fact]
    public async Task The_first_failure_faults_it()
    {
        var context = Live(_clock);
        context.FromEnumerable([0, 1], batchSize: 1).ForEachBatch(batch => throw new InvalidOperationException($"batch {batch.Id}"));
        context.Start();
        var failure = await context.FailsWith("LS3002");
        Assert.Equal("batch 1", failure.InnerException!.Message);
        await context.StopAsync().InTime();
        await context.DisposeAsync().InTime();
        Assert.Same(failure, await context.FailsWith("LS3002"));
    }

    [Fact]
    public async Task RunAsync_starts_and_ends_with_the_sources()
    {
        var context = Live(_clock);
        var received = new Received<int>(context.FromEnumerable([1]));
        await context.RunAsync().InTime();
        Assert.Equal([[1]], received.Rest());
        await Assert.ThrowsAsync<StreamQueryException>(() => context.RunAsync());
    }

    [Fact]
    public async Task Cancelling_RunAsync_drains()
    {
        var context = Live(_clock);
        var source = new Subscribed<int>();
        var received = new Received<int>(context.FromObservable(source));
        using var cancel = new CancellationTokenSource();
        var running = context.RunAsync(cancel.Token);
        source.Push(1, 2);
        await cancel.CancelAsync();
        await running.InTime();
        Assert.Equal([[1, 2]], received.Rest());
    }

    [Fact]
    public async Task RunAsync_that_is_cancelled_at_once_computes_what_came_with_the_start()
    {
        var context = Live(_clock);
        var received = new Received<int>(context.FromObservable(new BehaviorSubject<int>(7)));
        await context.RunAsync(new CancellationToken(canceled: true)).InTime();
        Assert.Equal([[7]], received.Rest());
    }
}
