using System.Runtime.CompilerServices;
using Linq.Streaming.Execution.Inputs;
using static Execution.Tests.Inputs.InputTesting;

namespace Execution.Tests.Inputs;

public sealed class AsyncEnumerableInputTests
{
    private int _pulled;

    [Fact]
    public void All_elements_arrive_in_order_and_it_completes()
    {
        var input = Started(Numbers(1_000), capacity: 16);
        var all = new List<int>();
        WaitUntil(() =>
        {
            var batch = input.Take<int>();
            Assert.InRange(batch.Count, 0, 16);
            all.AddRange(batch);
            return input.IsCompleted;
        });
        Assert.Equal(Enumerable.Range(0, 1_000), all);
    }

    [Fact]
    public void No_more_is_pulled_than_fits()
    {
        var input = Started(Numbers(100), capacity: 4);
        var taken = 0;
        WaitUntil(() =>
        {
            Assert.InRange(Volatile.Read(ref _pulled), 0, taken + 4);
            taken += input.Take<int>().Count;
            return taken == 100;
        });
    }

    [Fact]
    public void A_failure_is_thrown_after_what_came_before_it()
    {
        var error = new InvalidOperationException("broken");
        var input = Started(Numbers(3, error), capacity: 10);
        var all = new List<int>();
        WaitUntil(() =>
        {
            if (all.Count < 3)
                all.AddRange(input.Take<int>());
            return all.Count == 3;
        });
        Assert.Equal([0, 1, 2], all);
        WaitUntil(() => Record.Exception(() => input.Allocate(default)) is not null);
        AssertSourceFailed(input, error);
    }

    [Fact]
    public async Task Stop_cancels_the_sequence_and_keeps_what_was_received()
    {
        var cancelled = new TaskCompletionSource();
        var input = Started(OneThenWait(cancelled), capacity: 10);
        WaitUntil(() => Volatile.Read(ref _pulled) == 2);
        input.Stop();
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([1], input.Take<int>());
        Assert.True(input.IsCompleted);
    }

    private static AsyncEnumerableInput<int> Started(IAsyncEnumerable<int> elements, int capacity)
    {
        var input = new AsyncEnumerableInput<int>(Source<int>(), elements, capacity);
        input.Start(TimeProvider.System);
        return input;
    }

    private async IAsyncEnumerable<int> Numbers(int count, Exception? error = null)
    {
        for (var i = 0; i < count; i++)
        {
            if (i % 3 == 0)
                await Task.Yield();
            Interlocked.Increment(ref _pulled);
            yield return i;
        }

        if (error is not null)
            throw error;
    }

    private async IAsyncEnumerable<int> OneThenWait(TaskCompletionSource cancelled, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _pulled);
        yield return 1;
        var forever = new TaskCompletionSource();
        using var registration = cancellationToken.Register(() => forever.SetCanceled(cancellationToken));
        Interlocked.Increment(ref _pulled);
        try
        {
            await forever.Task;
        }
        finally
        {
            cancelled.SetResult();
        }
    }
}
