using Linq.Streaming.Execution.Scheduling.Timers;
using Microsoft.Extensions.Time.Testing;

namespace Execution.Tests.Scheduling.Timers;

public sealed class ProviderBatchTimerTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly List<double> _ticks = [];
    private readonly List<Exception> _failures = [];

    [Fact]
    public void An_advance_calls_every_batch_time_in_order_before_it_returns()
    {
        using var timer = Started();
        Assert.Empty(_ticks);
        _clock.Advance(Period * 5);
        Assert.Equal([1, 2, 3, 4, 5], _ticks);
        _clock.Advance(Period * 0.9);
        Assert.Equal(5, _ticks.Count);
        _clock.Advance(Period * 0.1);
        Assert.Equal([1, 2, 3, 4, 5, 6], _ticks);
    }

    [Fact]
    public void Late_batch_times_catch_up_at_the_start()
    {
        _clock.Advance(Period * 3.5);
        using var timer = Started();
        Assert.Equal([1, 2, 3], _ticks);
    }

    [Fact]
    public void A_long_way_to_the_first_batch_time_is_waited()
    {
        using var timer = Started(Now.AddDays(100));
        _clock.Advance(TimeSpan.FromDays(99));
        Assert.Empty(_ticks);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Single(_ticks);
    }

    [Fact]
    public void A_callback_that_advances_the_clock_is_not_called_inside_itself()
    {
        var running = 0;
        using var timer = Started(onTick: tick =>
        {
            Assert.Equal(1, ++running);
            if (tick == Now + Period)
                _clock.Advance(Period * 2);
            running--;
        });
        _clock.Advance(Period);
        Assert.Empty(_failures);
        Assert.Equal([1, 2, 3], _ticks);
    }

    [Fact]
    public void A_callback_that_throws_is_reported_and_the_timer_goes_on()
    {
        var error = new InvalidOperationException("broken");
        using var timer = Started(onTick: tick =>
        {
            if (tick == Now + Period)
                throw error;
        });
        _clock.Advance(Period * 2);
        Assert.Same(error, Assert.Single(_failures));
        Assert.Equal([1, 2], _ticks);
    }

    [Fact]
    public void Nothing_is_called_after_stop()
    {
        using var timer = Started();
        _clock.Advance(Period);
        timer.Stop();
        timer.Stop();
        _clock.Advance(Period * 5);
        Assert.Equal([1], _ticks);
    }

    [Fact]
    public void A_callback_may_stop_the_timer()
    {
        BatchTimer? timer = null;
        timer = Started(onTick: _ => timer!.Stop());
        _clock.Advance(Period * 5);
        Assert.Equal([1], _ticks);
    }

    [Fact]
    public void Stop_before_start_is_allowed()
    {
        using var timer = BatchTimer.For(_clock);
        timer.Stop();
        timer.Start(Now + Period, Period, tick => _ticks.Add(1), _failures.Add);
        _clock.Advance(Period * 5);
        Assert.Empty(_ticks);
    }

    private BatchTimer Started(DateTimeOffset? firstTick = null, Action<DateTimeOffset>? onTick = null)
    {
        var timer = BatchTimer.For(_clock);
        Assert.IsType<ProviderBatchTimer>(timer);
        timer.Start(firstTick ?? Now + Period, Period, Tick, _failures.Add);
        return timer;

        void Tick(DateTimeOffset tick)
        {
            _ticks.Add((tick - Now) / Period);
            onTick?.Invoke(tick);
        }
    }
}
