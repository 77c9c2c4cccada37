using System.Reactive.Subjects;
using System.Runtime.CompilerServices;
using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

public sealed class DisposeTests
{
    [Fact]
    public async Task Disposing_what_never_started_ends_the_completion_and_the_outputs()
    {
        var context = Live(Clock());
        var completion = context.Completion;
        var sequence = context.FromEnumerable([1]).ToAsyncEnumerable();
        await context.DisposeAsync().InTime();
        await context.DisposeAsync().InTime();
        await completion.InTime();
        Assert.Empty(await sequence.ToListAsync().AsTask().InTime());
    }

    [Fact]
    public async Task Disposing_while_running_aborts()
    {
        var clock = Clock();
        var source = new Subject<int>();
        var context = Live(clock);
        var entered = new TaskCompletionSource();
        context.FromObservable(source).ForEachBatch(async (_, token) =>
        {
            entered.SetResult();
            await new TaskCompletionSource().Task.WaitAsync(token);
        });
        context.Start();
        clock.Advance(Second * 5);
        await entered.Task.InTime();
        await context.DisposeAsync().InTime();
        Assert.True(context.Completion.IsCompletedSuccessfully);
        Assert.False(source.HasObservers);
        clock.Advance(Second * 5);
        await context.DisposeAsync().InTime();
    }

    [Fact]
    public async Task Many_dispose_at_once()
    {
        var context = Live(Clock());
        context.FromObservable(new Subject<int>()).ForEachBatch(_ => { });
        context.Start();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await context.DisposeAsync()))).InTime();
    }

    // A thread that still ran, or a timer that still ticked, would hold what it works for.
    [Theory]
    [InlineData("completed")]
    [InlineData("failed")]
    [InlineData("stopped")]
    [InlineData("failed start")]
    public void Nothing_of_a_context_is_left_running_after_its_end(string how)
    {
        var clock = Clock();
        var left = Run(how, clock);
        Inputs.InputTesting.WaitUntil(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return !left.IsAlive;
        });
        GC.KeepAlive(clock);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Run(string how, FakeTimeProvider clock)
    {
        var context = Live(clock);
        var source = context.FromObservable(how == "completed" ? System.Reactive.Linq.Observable.Return(1) : new BehaviorSubject<int>(0));
        source.Select(x => how == "failed" ? 1 / x : x).ForEachBatch(_ => { });
        if (how == "failed start")
        {
            context.FromCsv<int>("none.csv").Print();
            Assert.Throws<StreamQueryException>(context.Start);
            return new WeakReference(context);
        }

        context.Start();
        clock.Advance(Second);
        if (how == "stopped")
        {
            context.StopAsync().InTime().GetAwaiter().GetResult();
        }

        Assert.True(((IAsyncResult)context.Completion).AsyncWaitHandle.WaitOne(Patience));
        clock.Advance(Second);
        return new WeakReference(context);
    }
}
