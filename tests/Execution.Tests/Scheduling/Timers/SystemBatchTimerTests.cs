using Linq.Streaming.Execution.Scheduling.Timers;

namespace Execution.Tests.Scheduling.Timers;

public sealed class SystemBatchTimerTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData(-20)]
    [InlineData(30)]
    public void Every_batch_time_is_called_once_and_in_order(int firstInMilliseconds)
    {
        const int Ticks = 50;
        var first = TimeProvider.System.GetUtcNow().AddMilliseconds(firstInMilliseconds);
        var ticks = new List<DateTimeOffset>();
        using var enough = new ManualResetEventSlim();
        using var timer = BatchTimer.For(TimeProvider.System);
        Assert.IsType<SystemBatchTimer>(timer);
        timer.Start(first, Period, Tick, error => Assert.Fail(error.ToString()));
        Assert.True(enough.Wait(TimeSpan.FromSeconds(30)));
        timer.Stop();
        Assert.Equal(Enumerable.Range(0, ticks.Count).Select(i => first + (Period * i)), ticks);

        void Tick(DateTimeOffset tick)
        {
            ticks.Add(tick);
            if (ticks.Count == Ticks)
                enough.Set();
        }
    }

    [Fact]
    public void A_callback_that_throws_is_reported_and_the_timer_goes_on()
    {
        var error = new InvalidOperationException("broken");
        using var reported = new CountdownEvent(3);
        var others = 0;
        var timer = BatchTimer.For(TimeProvider.System);
        timer.Start(TimeProvider.System.GetUtcNow(), Period, _ => throw error, Report);
        Assert.True(reported.Wait(TimeSpan.FromSeconds(30)));
        timer.Stop();
        Assert.Equal(0, others);

        void Report(Exception found)
        {
            others += found == error ? 0 : 1;
            if (!reported.IsSet)
                reported.Signal();
        }
    }

    [Fact]
    public void Stop_does_not_wait_for_the_next_batch_time_and_a_callback_may_call_it()
    {
        using var stopped = new ManualResetEventSlim();
        var ticks = 0;
        var timer = BatchTimer.For(TimeProvider.System);
        timer.Start(TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(1), Tick, error => Assert.Fail(error.ToString()));
        Assert.True(stopped.Wait(TimeSpan.FromSeconds(30)));
        timer.Stop();
        Assert.Equal(1, ticks);

        using var waiting = BatchTimer.For(TimeProvider.System);
        waiting.Start(TimeProvider.System.GetUtcNow().AddDays(1), TimeSpan.FromDays(1), _ => ticks++, error => Assert.Fail(error.ToString()));
        waiting.Stop();
        Assert.Equal(1, ticks);

        void Tick(DateTimeOffset tick)
        {
            ticks++;
            timer.Stop();
            stopped.Set();
        }
    }
}
