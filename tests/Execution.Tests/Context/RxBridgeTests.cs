using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Reactive.Threading.Tasks;
using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

/// <summary>Rx in, a query, Rx out.</summary>
public sealed class RxBridgeTests
{
    private readonly FakeTimeProvider _clock = Clock();
    private readonly List<string> _out = [];

    [Fact]
    public async Task A_subject_goes_in_and_comes_out_in_batches()
    {
        var (context, subject) = (Live(_clock), new Subject<int>());
        var batches = new Received<int>(Record(context.FromObservable(subject).Where(x => x % 2 == 1).Select(x => x * 10)));
        context.Start();
        subject.OnNext(1);
        subject.OnNext(2);
        subject.OnNext(3);
        _clock.Advance(Second);
        Assert.Equal([10, 30], batches.Next());
        subject.OnNext(5);
        subject.OnCompleted();
        _clock.Advance(Second);
        await context.Completion.InTime();
        Assert.Equal(["10", "30", "50", "completed"], _out);
        Assert.False(subject.HasObservers);
    }

    [Fact]
    public async Task A_range_comes_out_whole_and_completes()
    {
        var context = Live(_clock);
        var sums = context.FromObservable(Observable.Range(1, 1000)).Sum().ToObservable().Sum().ToTask();
        context.Start();
        _clock.Advance(Second);
        await context.Completion.InTime();
        Assert.Equal(500_500, await sums.InTime());
    }

    [Fact]
    public async Task An_error_goes_through_after_all_that_came_before_it()
    {
        var (context, subject) = (Live(_clock), new Subject<int>());
        Record(context.FromObservable(subject));
        context.Start();
        subject.OnNext(1);
        subject.OnError(new InvalidOperationException("sensor"));
        _clock.Advance(Second * 2);
        var failure = await context.FailsWith("LS3003");
        Assert.Equal("sensor", failure.InnerException!.Message);
        Assert.Equal(["1", "LS3003"], _out);
    }

    [Fact]
    public async Task A_failure_of_the_query_reaches_the_observer_and_lets_go_of_the_source()
    {
        var (context, subject) = (Live(_clock), new Subject<int>());
        Record(context.FromObservable(subject).Select(x => 1 / x));
        context.Start();
        subject.OnNext(0);
        _clock.Advance(Second);
        await context.FailsWith("LS3001");
        await context.StopAsync().InTime();
        Assert.Equal(["LS3001"], _out);
        Assert.False(subject.HasObservers);
    }

    [Fact]
    public async Task A_cold_observable_larger_than_the_capacity_waits_for_batches_and_loses_nothing()
    {
        var context = Live(_clock);
        var source = Observable.Create<int>(observer =>
        {
            for (var i = 0; i < 1000; i++)
            {
                observer.OnNext(i);
            }

            observer.OnCompleted();
            return () => { };
        });
        var received = new List<int>();
        context.FromObservable(source, capacity: 10).ForEachBatch(batch =>
        {
            Assert.InRange(batch.Count, 0, 10);
            received.AddRange(batch);
        });
        context.Start();
        while (!context.Completion.IsCompleted)
        {
            _clock.Advance(Second);
        }

        await context.Completion.InTime();
        Assert.Equal(Enumerable.Range(0, 1000), received);
    }

    [Theory]
    [InlineData(OverflowPolicy.DropNewest, new[] { 0, 1, 2 })]
    [InlineData(OverflowPolicy.DropOldest, new[] { 7, 8, 9 })]
    public async Task What_overflows_is_dropped_and_counted(OverflowPolicy policy, int[] kept)
    {
        var (context, subject) = (Live(_clock), new Subject<int>());
        var received = new Received<int>(context.FromObservable(subject, capacity: 3, overflow: policy));
        context.Start();
        Push(subject, 0, 10);
        _clock.Advance(Second);
        Assert.Equal(kept, received.Next());
        Assert.Equal(7, context.Run.Settings.Inputs[0].DroppedCount);
        Push(subject, 20, 4);
        await context.StopAsync().InTime();
        Assert.Equal(3, received.Next().Count);
        Assert.Equal(8, context.Run.Settings.Inputs[0].DroppedCount);
    }

    [Fact]
    public async Task Overflow_may_fail_the_source_after_what_it_had()
    {
        var (context, subject) = (Live(_clock), new Subject<int>());
        Record(context.FromObservable(subject, "fast", capacity: 3, OverflowPolicy.Fail));
        context.Start();
        Push(subject, 0, 5);
        _clock.Advance(Second * 2);
        var failure = await context.FailsWith("LS3004");
        Assert.Equal(["fast", 3], failure.Parameters);
        Assert.Equal(["0", "1", "2", "LS3004"], _out);
    }

    // A virtual-time scheduler of Rx and the clock of the context go on together: one drives the other.
    [Fact]
    public async Task A_historical_scheduler_drives_source_and_batches()
    {
        var context = Live(_clock);
        var scheduler = new HistoricalScheduler(Now);
        var ticks = Observable.Interval(Second / 4, scheduler).Take(10);
        var counts = new Received<long>(context.FromObservable(ticks).Count());
        context.Start();
        for (var quarter = 0; quarter < 12; quarter++)
        {
            scheduler.AdvanceBy(Second / 4);
            _clock.Advance(Second / 4);
        }

        await context.Completion.InTime();

        // Ticks at 0.25 s and 0.5 s after Now are in the batch that ends at 0.5 s, the next four in the one after it.
        Assert.Equal([[2], [4], [4]], counts.Rest());
    }

    private static void Push(Subject<int> subject, int first, int count)
    {
        for (var i = first; i < first + count; i++)
        {
            subject.OnNext(i);
        }
    }

    private IStreamQueryable<int> Record(IStreamQueryable<int> query)
    {
        query.ToObservable().Subscribe(
            element => _out.Add($"{element}"), failure => _out.Add(((StreamQueryException)failure).Code), () => _out.Add("completed"));
        return query;
    }
}
