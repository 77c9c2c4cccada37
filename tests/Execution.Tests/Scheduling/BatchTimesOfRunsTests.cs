using System.Reactive.Subjects;
using Execution.Tests.Context;
using Linq.Streaming;
using Microsoft.Extensions.Time.Testing;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Scheduling;

public sealed class BatchTimesOfRunsTests
{
    private static readonly TimeSpan Seven = TimeSpan.FromSeconds(7);
    private readonly FakeTimeProvider _clock = Clock();

    [Fact]
    public async Task Live_batch_times_are_multiples_of_the_interval_since_1970()
    {
        var (context, received) = Live(Seven);
        _clock.Advance(Seven * 3);
        var batches = received.Next(3);
        Assert.Equal([1, 2, 3], batches.Select(batch => batch.Id));
        Assert.All(batches, batch => Assert.Equal(0, (batch.Time - DateTimeOffset.UnixEpoch).Ticks % Seven.Ticks));
        Assert.InRange(batches[0].Time, Now, Now + Seven);
        Assert.Equal([Seven, Seven], batches.Zip(batches.Skip(1), (a, b) => b.Time - a.Time));
        await context.DisposeAsync().InTime();
    }

    [Fact]
    public async Task A_start_on_a_boundary_waits_for_the_next()
    {
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        var (context, received) = Live(Second);
        _clock.Advance(Second - TimeSpan.FromTicks(1));
        await context.StopAsync(StopMode.AfterBatch).InTime();
        Assert.Empty(received.Rest());
    }

    [Fact]
    public async Task The_first_batch_is_made_at_its_time_and_not_before()
    {
        var (context, received) = Live(Second);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(Now.AddSeconds(0.5), received.Next().Time);
        await context.DisposeAsync().InTime();
    }

    [Fact]
    public async Task No_batch_is_skipped_when_outputs_are_behind()
    {
        var context = ContextTesting.Live(_clock, pending: 100);
        using var gate = new ManualResetEventSlim();
        var ids = new List<long>();
        context.FromObservable(new Subject<int>()).ForEachBatch(batch =>
        {
            Assert.True(gate.Wait(Patience));
            ids.Add(batch.Id);
        });
        context.Start();
        _clock.Advance(Second * 50);
        gate.Set();
        await context.StopAsync(StopMode.AfterBatch).InTime();
        Assert.Equal(Enumerable.Range(1, 50).Select(id => (long)id), ids);
    }

    [Fact]
    public async Task Bounded_sources_need_no_time_to_pass()
    {
        var context = ContextTesting.Live(_clock);
        var received = new Received<int>(context.FromEnumerable(Enumerable.Range(0, 1000), batchSize: 10));
        context.Start();
        var batches = received.Next(100);
        await context.Completion.InTime();
        Assert.Empty(received.Rest());
        Assert.Equal(Enumerable.Range(1, 100).Select(id => (long)id), batches.Select(batch => batch.Id));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => Now.AddSeconds(0.5 + i)), batches.Select(batch => batch.Time));
        Assert.Equal(Now, _clock.GetUtcNow());
    }

    [Fact]
    public async Task Replayed_rows_belong_to_the_batch_that_ends_at_or_after_them()
    {
        var zero = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.FromHours(1));
        DateTimeOffset[] rows =
            [zero.AddTicks(1), zero.AddSeconds(1), zero.AddSeconds(1), zero.AddSeconds(1).AddTicks(1), zero.AddSeconds(4)];
        var batches = await Replay(rows);
        Assert.Equal(
            [(1, 1, 3), (2, 2, 1), (3, 3, 0), (4, 4, 1)],
            batches.Select(batch => (batch.Id, (batch.Time - zero).TotalSeconds, batch.Count)));
        Assert.All(batches, batch => Assert.Equal(TimeSpan.Zero, batch.Time.Offset));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1_000)]
    public async Task A_first_row_on_a_boundary_is_in_the_batch_that_ends_there(int secondsSince1970)
    {
        var row = DateTimeOffset.UnixEpoch.AddSeconds(secondsSince1970);
        var batch = Assert.Single(await Replay([row]));
        Assert.Equal((row, 1), (batch.Time, batch.Id));
    }

    [Fact]
    public async Task Replay_beside_a_live_source_follows_the_clock()
    {
        var context = ContextTesting.Live(_clock);
        var rows = context.Replay([Now.AddYears(-1), Now.AddSeconds(0.5), Now.AddSeconds(0.6)], row => row);
        var received = new Received<DateTimeOffset>(rows.Concat(context.FromObservable(new Subject<DateTimeOffset>())));
        context.Start();
        _clock.Advance(Second * 2);
        Assert.Equal([2, 1], received.Next(2).Select(batch => batch.Count));
        await context.DisposeAsync().InTime();
    }

    [Fact]
    public async Task A_bounded_source_runs_on_to_the_end_of_its_last_window()
    {
        var context = ContextTesting.Live(_clock);
        var start = DateTimeOffset.UnixEpoch;
        var windows = new Received<long>(context.Replay([start.AddSeconds(1), start.AddSeconds(4)], row => row).Window(Second * 6, Second * 3).Count());
        context.Start();
        await context.Completion.InTime();
        Assert.Equal([[1], [2]], windows.Rest());
    }

    [Fact]
    public async Task The_end_of_a_bounded_source_closes_its_event_windows()
    {
        var context = ContextTesting.Live(_clock);
        var windows = new Received<long>(context.FromEnumerable([1L, 2, 11, 12, 13], batchSize: 2)
            .WithEventTime(row => row, TimeUnit.Seconds, Second * 100).Window(Second * 10).Count());
        context.Start();
        await context.Completion.InTime();
        Assert.Equal([2, 3], windows.Rest().SelectMany(rows => rows));
    }

    [Fact]
    public async Task A_live_stop_drops_the_unfinished_slide()
    {
        var context = ContextTesting.Live(_clock);
        var source = new Subscribed<int>();
        var windows = new Received<long>(context.FromObservable(source).Window(Second * 2, Second * 2).Count());
        context.Start();
        source.Push(1, 2, 3);
        _clock.Advance(Second);
        source.Push(4);
        _clock.Advance(Second);
        source.Push(5, 6);
        await context.StopAsync().InTime();
        Assert.Equal([[4]], windows.Rest());
    }

    private async Task<IReadOnlyList<Batch<DateTimeOffset>>> Replay(DateTimeOffset[] rows)
    {
        var context = ContextTesting.Live(_clock);
        var batches = new List<Batch<DateTimeOffset>>();
        context.Replay(rows, row => row).ForEachBatch(batches.Add);
        context.Start();
        await context.Completion.InTime();
        return batches;
    }

    private (StreamContext Context, Received<int> Received) Live(TimeSpan interval)
    {
        var context = new StreamContext(new StreamOptions { BatchInterval = interval, TimeProvider = _clock });
        var received = new Received<int>(context.FromObservable(new Subject<int>()));
        context.Start();
        return (context, received);
    }
}
