using Microsoft.Extensions.Time.Testing;

namespace Conformance.Tests.Spark;

/// <summary>The life of a context. Spark's states are seen here from outside: whether it starts, and whether it has completed.</summary>
public sealed class ContextCaseTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly List<int> _seen = [];

    [Theory]
    [SparkCases("context.startStop")]
    public async Task A_context_runs_from_start_to_stop(string id)
    {
        await using var context = Counting(id);
        context.Start();
        Assert.False(context.Completion.IsCompleted);
        await context.StopAsync(StopMode.Abort);
        Assert.True(context.Completion.IsCompletedSuccessfully);
    }

    /// <summary>Spark warns. Two starts are two opinions of whose context it is, so here the second is an error; the first run goes on.</summary>
    [Theory]
    [SparkCases("context.startTwice")]
    public async Task A_second_start_is_refused_and_changes_nothing(string id)
    {
        await using var context = Counting(id);
        context.Start();
        Assert.Equal("LS2002", Assert.Throws<StreamQueryException>(context.Start).Code);
        Assert.False(context.Completion.IsCompleted);
    }

    [Theory]
    [SparkCases("context.stopTwice")]
    public async Task A_second_stop_is_harmless(string id)
    {
        await using var context = Counting(id);
        context.Start();
        await context.StopAsync(StopMode.Abort);
        await context.StopAsync(StopMode.Abort);
        Assert.True(context.Completion.IsCompletedSuccessfully);
    }

    /// <summary>Spark makes a context that is stopped before its start useless. Here nothing ran, so nothing is stopped, and it can still be started.</summary>
    [Theory]
    [SparkCases("context.stopBeforeStart")]
    public async Task A_stop_before_the_start_changes_nothing(string id)
    {
        await using var context = Counting(id);
        await context.StopAsync();
        Assert.False(context.Completion.IsCompleted);
        context.Start();
    }

    [Theory]
    [SparkCases("context.startAfterStop")]
    public async Task A_context_that_has_run_does_not_start_again(string id)
    {
        await using var context = Counting(id);
        context.Start();
        await context.StopAsync(StopMode.Abort);
        Assert.Equal("LS2002", Assert.Throws<StreamQueryException>(context.Start).Code);
    }

    /// <summary>Spark stops the context for good. A refusal by the planner starts nothing, so here what was missing can be added.</summary>
    [Theory]
    [SparkCases("context.startFailure")]
    public async Task A_start_that_is_refused_starts_nothing(string id)
    {
        await using var context = new StreamContext(Options(id));
        var source = context.FromQueue(new Queue<IReadOnlyList<int>>());
        Assert.Equal("LS2001", Assert.Throws<StreamQueryException>(context.Start).Code);
        Assert.False(context.Completion.IsCompleted);
        source.ForEachBatch(_ => { });
        context.Start();
    }

    [Theory]
    [SparkCases("context.awaitTermination")]
    public async Task Completion_ends_when_another_thread_stops_the_context(string id)
    {
        await using var context = Counting(id);
        context.Start();
        var waiting = context.Completion;
        Assert.False(waiting.IsCompleted);
        await Task.Run(() => context.StopAsync(StopMode.Abort));
        await waiting;
    }

    [Theory]
    [SparkCases("context.errorInTask")]
    public async Task An_exception_in_a_task_reaches_who_waits(string id)
    {
        await using var context = new StreamContext(Options(id));
        context.FromEnumerable([1, 2, 3]).Select(x => Fail(x)).ForEachBatch(_ => { });
        var error = await Assert.ThrowsAsync<StreamQueryException>(() => context.RunAsync());
        Assert.Equal("LS3001", error.Code);
        Assert.Contains("error in map task", error.Message, StringComparison.Ordinal);
    }

    /// <summary>In Spark a second context of the process cannot start. Here contexts share nothing, so any number may run.</summary>
    [Theory]
    [SparkCases("context.multiple")]
    public async Task Several_contexts_run_beside_each_other(string id)
    {
        await using var first = Counting(id);
        await using var second = Counting(id);
        first.Start();
        second.Start();
        Assert.False(first.Completion.IsCompleted || second.Completion.IsCompleted);
    }

    /// <summary>A transformation by itself adds nothing to the graph here: only sources and outputs do.</summary>
    [Theory]
    [SparkCases("context.modifyAfterStart")]
    public async Task Nothing_can_be_added_to_a_context_that_has_been_started(string id)
    {
        await using var context = new StreamContext(Options(id));
        var source = context.FromQueue(new Queue<IReadOnlyList<int>>());
        source.ForEachBatch(_ => { });
        context.Start();
        CannotAdd();
        await context.StopAsync(StopMode.Abort);
        CannotAdd();

        void CannotAdd()
        {
            Assert.Equal("LS2003", Assert.Throws<StreamQueryException>(() => context.FromQueue(new Queue<IReadOnlyList<int>>())).Code);
            Assert.Equal("LS2003", Assert.Throws<StreamQueryException>(() => source.Select(x => x + 1).ForEachBatch(_ => { })).Code);
        }
    }

    [Theory]
    [SparkCases("context.unusedInput")]
    public async Task A_source_that_nothing_reads_does_no_harm(string id)
    {
        await using var context = new StreamContext(Options(id));
        _ = context.FromEnumerable([1, 2], batchSize: 1);
        context.FromEnumerable([3, 4], batchSize: 1).Window(Options(id).BatchInterval * 2, Options(id).BatchInterval).ForEachBatch(_seen.AddRange);
        await context.RunAsync();
        Assert.Equal([3, 3, 4], _seen.Take(3));
    }

    private StreamContext Counting(string id)
    {
        var context = new StreamContext(Options(id));
        context.FromQueue(new Queue<IReadOnlyList<int>>()).Count().ForEachBatch(_ => { });
        return context;
    }

    private StreamOptions Options(string id) => new() { BatchInterval = SparkCase.Of(id).Milliseconds("batch_ms"), TimeProvider = _time };

    private static int Fail(int x) => x > 0 ? throw new InvalidOperationException("error in map task") : x;
}
