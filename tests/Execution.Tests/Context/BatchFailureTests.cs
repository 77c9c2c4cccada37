using Linq.Streaming;
using Microsoft.Extensions.Logging;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Context;

public sealed class BatchFailureTests
{
    [Fact]
    public async Task A_user_function_that_throws_is_named_with_its_batch_stage_and_operator()
    {
        var context = Live(Clock());
        var received = new Received<int>(context.FromEnumerable([1, 2, 0, 3], batchSize: 1).Where(x => x < 9).Select(x => 6 / x).Where(x => x > 0));
        context.Start();
        var failure = await context.FailsWith("LS3001");
        Assert.Equal(Now.AddSeconds(2.5), failure.Parameters[0]);
        Assert.False(string.IsNullOrEmpty((string?)failure.Parameters[1]));
        Assert.StartsWith("DivideByZeroException:", (string)failure.Parameters[2]!, StringComparison.Ordinal);
        Assert.Contains("Select", failure.Operator, StringComparison.Ordinal);
        Assert.Contains("6 / x", failure.Operator, StringComparison.Ordinal);
        Assert.IsType<DivideByZeroException>(failure.InnerException);

        // No batch from the failed one on is delivered.
        Assert.Equal([[6], [3]], received.Rest());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Failures_behind_a_shuffle_are_named_too(int attempts)
    {
        var context = Live(Clock(), attempts: attempts);
        context.FromEnumerable([1, 2, 3]).GroupBy(x => x % 2).Select(g => 6 / (g.Key - 1)).ForEachBatch(_ => { });
        context.Start();
        var failure = await context.FailsWith("LS3001");
        Assert.Contains("Select", failure.Operator, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_output_sees_a_batch_of_which_another_cannot_be_computed()
    {
        var context = Live(Clock());
        var source = context.FromEnumerable([1, 0], batchSize: 1);
        var first = new Received<int>(source);
        var second = new Received<int>(source.Select(x => 6 / x));
        context.Start();
        await context.FailsWith("LS3001");
        Assert.Equal([[1]], first.Rest());
        Assert.Equal([[6]], second.Rest());
    }

    [Theory]
    [InlineData("action")]
    [InlineData("task")]
    [InlineData("later")]
    [InlineData("token")]
    [InlineData("cancelled")]
    [InlineData("null task")]
    public async Task An_output_that_fails_is_named_with_its_batch(string how)
    {
        var context = Live(Clock());
        var delivered = 0;
        Add(context.FromEnumerable([1, 2, 3], batchSize: 1), how, () => ++delivered == 2);
        context.Start();
        var failure = await context.FailsWith("LS3002");
        Assert.Equal(2, delivered);
        Assert.Equal(Now.AddSeconds(1.5), failure.Parameters[0]);
        Assert.Contains("ForEachBatch", (string)failure.Parameters[1]!, StringComparison.Ordinal);
        Assert.NotNull(failure.InnerException);
    }

    [Fact]
    public async Task An_observer_that_throws_fails_the_batch_and_hears_of_it()
    {
        var context = Live(Clock());
        var heard = new TaskCompletionSource<Exception>();
        context.FromEnumerable([1]).ToObservable().Subscribe(
            System.Reactive.Observer.Create<int>(_ => throw new InvalidOperationException("observer"), heard.SetResult));
        context.Start();
        var failure = await context.FailsWith("LS3002");
        Assert.Equal("observer", failure.InnerException!.Message);
        Assert.Same(failure, await heard.Task.InTime());
    }

    [Fact]
    public async Task A_task_is_tried_as_often_as_asked_and_each_repetition_is_logged()
    {
        var log = new ListLogger();
        var tried = 0;
        Func<int, int> always = x => ++tried < 0 ? x : throw new InvalidOperationException("again");
        var context = new StreamContext(new StreamOptions
        {
            BatchInterval = Second,
            TimeProvider = Clock(),
            MaxTaskAttempts = 3,
            LoggerFactory = log,
        });
        context.FromEnumerable([1]).Select(x => always(x)).ForEachBatch(_ => { });
        context.Start();
        await context.FailsWith("LS3001");
        Assert.Equal(3, tried);
        var warnings = log.Entries.Where(entry => entry.Level == LogLevel.Warning).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.Contains("1 of 3", warnings[0].Text, StringComparison.Ordinal);
        Assert.Contains("2 of 3", warnings[1].Text, StringComparison.Ordinal);
        Assert.Contains("1970-01-02T00:00:01", warnings[1].Text, StringComparison.Ordinal);
        Assert.Equal("again", warnings[1].Reason!.Message);
    }

    [Fact]
    public async Task A_task_that_succeeds_when_repeated_counts_once()
    {
        var context = Live(Clock(), attempts: 2);
        var tried = 0;
        Func<int, int> failsFirst = x => x == 3 && ++tried % 2 == 1 ? throw new InvalidOperationException() : x;
        var received = new Received<KeyValuePair<int, long>>(
            context.FromEnumerable([1, 2, 3, 1, 2, 3], batchSize: 3).Accumulate().CountBy(x => failsFirst(x)));
        context.Start();
        await context.Completion.InTime();
        Assert.Equal(4, tried);
        Assert.All(received.Rest()[1], pair => Assert.Equal(2, pair.Value));
    }

    private static void Add(IStreamQueryable<int> source, string how, Func<bool> fails)
    {
        var failure = new InvalidOperationException(how);
        switch (how)
        {
            case "action":
                source.ForEachBatch(_ =>
                {
                    if (fails())
                        throw failure;
                });
                break;
            case "task":
                source.ForEachBatch(_ => fails() ? Task.FromException(failure) : Task.CompletedTask);
                break;
            case "later":
                source.ForEachBatch(async _ =>
                {
                    await Task.Yield();
                    if (fails())
                        throw failure;
                });
                break;
            case "token":
                source.ForEachBatch((_, token) => token.CanBeCanceled && fails() ? throw failure : Task.CompletedTask);
                break;
            case "cancelled":
                source.ForEachBatch(_ => fails() ? Task.FromCanceled(new CancellationToken(canceled: true)) : Task.CompletedTask);
                break;
            default:
                source.ForEachBatch(_ => fails() ? null! : Task.CompletedTask);
                break;
        }
    }
}
