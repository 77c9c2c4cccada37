using System.Threading.Channels;
using Linq.Streaming;

namespace Execution.Tests.Recovery;

/// <summary>A query that ends without warning and goes on.</summary>
public sealed class RestartTests
{
    private static readonly int[] Numbers = [.. Enumerable.Range(1, 100)];
    private readonly RecoveryTesting _testing = new();
    private readonly Target<KeyValuePair<int, long>> _target = new();

    [Fact]
    public void State_and_sources_go_on_where_they_were()
    {
        _testing.Run(Counts, 3);
        _testing.Run(Counts, 4);
        _testing.Run(Counts, 3);
        Assert.Equal(Enumerable.Range(1, 10).Select(id => (long)id), _target.Committed.Keys);
        Assert.Equal(Numbers.Chunk(10).SelectMany((_, i) => Enumerable.Range(0, 5).Select(key => (key, (long)(i + 1) * 2))).Order(), _target.Rows.Select(row => (row.Key, row.Value)).Order());
    }

    [Fact]
    public void A_batch_without_a_record_runs_again_with_the_same_input()
    {
        var channel = Channel.CreateUnbounded<int>();
        var durable = new List<long>();
        Write(channel, 1, 2, 3);
        var failing = _testing.Start(context => Sum(context, channel, durable, (step, batch) => Assert.False(step == "prepare" && batch == 2)));
        RecoveryTesting.Step(failing, 1);
        Write(channel, 4, 5);
        Assert.ThrowsAny<StreamQueryException>(() => RecoveryTesting.Step(failing, 1));
        Assert.Equal([0, 3, 5], durable);

        // What the channel had is gone with it; the log has it.
        channel = Channel.CreateUnbounded<int>();
        durable.Clear();
        var again = _testing.Start(context => Sum(context, channel, durable, (_, _) => { }));
        Assert.Equal(1, again.Recovery!.PendingBatches);
        Assert.Equal([5], durable);
        Write(channel, 6);
        RecoveryTesting.Step(again, 2);
        again.Run.Dispose();
        Assert.Equal([6L, 15, 21], _target.Rows.Select(row => row.Value));
        Assert.Equal([5, 5, 6], durable);
    }

    [Fact]
    public void A_batch_with_a_record_is_committed_by_the_next_process()
    {
        var failing = _testing.Start(context => Counts(context, (step, batch) => Assert.False(step == "commit" && batch == 2)));
        Assert.ThrowsAny<StreamQueryException>(() => RecoveryTesting.Step(failing, 2));
        Assert.Equal([1L], _target.Committed.Keys);
        var again = _testing.Start(Counts);
        Assert.Equal([1L, 2], _target.Committed.Keys);
        Assert.Equal((2, 0), (again.Recovery!.LastBatch, again.Recovery.PendingBatches));
        RecoveryTesting.Step(again, 1);
        again.Run.Dispose();
        Assert.Equal([1L, 2, 3], _target.Committed.Keys);
    }

    [Fact]
    public void A_commit_that_had_its_effect_and_failed_comes_once_more_and_does_nothing()
    {
        var failing = _testing.Start(context => context.FromEnumerable(Numbers, batchSize: 10).CountBy(n => n % 5).WriteTo(
            new RememberingSink<KeyValuePair<int, long>>(_target) { After = (step, _) => Assert.NotEqual("commit", step) }));
        Assert.ThrowsAny<StreamQueryException>(() => RecoveryTesting.Step(failing, 1));
        _testing.Run(Counts, 1);
        Assert.Equal([1L, 2], _target.Committed.Keys);
        Assert.Equal(2, _target.Calls.Count(call => call == "commit 1"));
    }

    [Fact]
    public async Task A_query_that_is_over_completes_at_once()
    {
        for (var run = 0; run < 3; run++)
        {
            await using var context = new StreamContext(_testing.Options with { IsStepped = false });
            Counts(context);
            await context.RunAsync().WaitAsync(TimeSpan.FromSeconds(60));
            Assert.Equal(10, _target.Committed.Count);
        }
    }

    [Fact]
    public async Task A_bounded_query_that_is_stopped_goes_on()
    {
        await using (var context = new StreamContext(_testing.Options with { IsStepped = false }))
        {
            Counts(context, (step, batch) =>
            {
                if (batch == 4)
                {
                    _ = context.StopAsync(StopMode.AfterBatch);
                }
            });
            await context.RunAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }

        Assert.InRange(_target.Committed.Count, 4, 10);
        await using var rest = new StreamContext(_testing.Options with { IsStepped = false });
        Counts(rest);
        await rest.RunAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(Enumerable.Range(1, 10).Select(id => (long)id), _target.Committed.Keys);
        Assert.Equal(550, _target.Rows.Sum(row => row.Value));
    }

    private void Counts(StreamContext context) => Counts(context, (_, _) => { });

    private void Counts(StreamContext context, Action<string, long> before) => context.FromEnumerable(Numbers, batchSize: 10).Accumulate().CountBy(n => n % 5)
        .WriteTo(new RememberingSink<KeyValuePair<int, long>>(_target) { Before = before });

    private void Sum(StreamContext context, Channel<int> channel, List<long> durable, Action<string, long> before) =>
        context.FromChannel(channel.Reader, "numbers", onDurable: durable.Add).Accumulate().GroupBy(_ => 0).Select(g => KeyValuePair.Create(g.Key, g.Sum(n => (long)n)))
            .WriteTo(new RememberingSink<KeyValuePair<int, long>>(_target) { Before = before });

    private static void Write(Channel<int> channel, params ReadOnlySpan<int> values)
    {
        foreach (var value in values)
        {
            Assert.True(channel.Writer.TryWrite(value));
        }
    }
}
