using Linq.Streaming.Execution.Scheduling;

namespace Execution.Tests.Scheduling;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Every_task_runs_once(int workers)
    {
        using var pool = new WorkerPool(workers);
        foreach (var count in new[] { 0, 1, 2, 3, 4, 5, 100 })
        {
            var runs = new int[count];
            pool.Run(count, index => Interlocked.Increment(ref runs[index]));
            Assert.All(runs, run => Assert.Equal(1, run));
        }
    }

    [Fact]
    public void Many_small_stages_lose_and_repeat_nothing()
    {
        using var pool = new WorkerPool(3);
        var runs = new int[4];
        for (var stage = 1; stage <= 5_000; stage++)
        {
            pool.Run(runs.Length, index => runs[index]++);
        }

        Assert.Equal([5_000, 5_000, 5_000, 5_000], runs);
    }

    [Fact]
    public void Tasks_run_beside_each_other()
    {
        using var pool = new WorkerPool(2);
        using var all = new Barrier(3);
        pool.Run(3, _ => Assert.True(all.SignalAndWait(Context.ContextTesting.Patience)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void The_failure_of_a_task_is_thrown_and_the_pool_goes_on(int workers)
    {
        using var pool = new WorkerPool(workers);
        for (var round = 0; round < 100; round++)
        {
            var failure = new InvalidOperationException("task 2");
            Assert.Same(failure, Assert.Throws<InvalidOperationException>(() => pool.Run(4, index =>
            {
                if (index == 2)
                    throw failure;
            })));
            var runs = 0;
            pool.Run(4, _ => Interlocked.Increment(ref runs));
            Assert.Equal(4, runs);
        }
    }

    [Fact]
    public void When_all_tasks_fail_one_failure_is_thrown()
    {
        using var pool = new WorkerPool(3);
        Assert.Throws<InvalidOperationException>(() => pool.Run(8, _ => throw new InvalidOperationException()));
    }

    [Fact]
    public void A_pool_that_never_ran_can_be_disposed() => new WorkerPool(3).Dispose();
}
