using Linq.Streaming;
using Linq.Streaming.Execution.Rates;

namespace Execution.Tests.Rates;

/// <summary>
/// A source whose load steps from 1 to 5 and back, in simulated time: batches of a second, a query that takes 2 of these loads and whose speed varies by a tenth from batch to
/// batch. Elements that are not taken wait at the source. docs/sources.md states the bounds.
/// </summary>
public sealed class StepLoadTests
{
    private const double Load = 10_000;
    private const double Speed = 2 * Load;
    private const double BatchCost = 0.002;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Batches_stay_within_their_interval_by_less_than_a_half_and_return_to_normal(int seed)
    {
        var run = Run(seed, second => second is >= 60 and < 120 ? 5 : 1, 400);

        // After ten batches of the step: the estimate is that of the query's speed.
        Assert.All(run[70..120], batch => Assert.InRange(batch.Delay, 0, 1.5));

        // What has piled up, 60 s of 3 loads, is worked off at one load a second, and then all is as before.
        Assert.All(run[60..310], batch => Assert.InRange(batch.Delay, 0, 1.5));
        Assert.All(run[320..], batch => Assert.InRange(batch.Delay, 0, 0.6));
        Assert.All(run[320..], batch => Assert.Equal(0, batch.Lag));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_rate_does_not_swing_by_more_than_a_quarter_of_the_speed(int seed)
    {
        var rates = Run(seed, second => second is >= 60 and < 120 ? 5 : 1, 400)[70..120].Select(batch => batch.Rate).ToList();
        Assert.InRange(rates.Max() - rates.Min(), 0, Speed / 4);
        Assert.InRange(rates.Average(), Speed * 0.85, Speed * 1.05);
    }

    [Fact]
    public void Without_control_the_delay_of_the_same_load_grows_without_bound()
    {
        var run = Run(1, second => second is >= 60 and < 120 ? 5 : 1, 400, isControlled: false);
        Assert.True(run[119].Delay > 60, $"{run[119].Delay} s");
    }

    private static List<(double Delay, double Rate, double Lag)> Run(int seed, Func<int, double> load, int seconds, bool isControlled = true)
    {
        var random = new Random(seed);
        var controller = new RateController(new RateControl(), TimeSpan.FromSeconds(1));
        var run = new List<(double Delay, double Rate, double Lag)>();
        var (lag, free) = (0.0, 0.0);
        for (var second = 0; second < seconds; second++)
        {
            lag += load(second) * Load;
            var limit = isControlled ? controller.Share([(long)lag])[0].Rows : long.MaxValue;
            var rows = Math.Min((long)lag, limit);
            lag -= rows;
            var start = Math.Max(second, free);
            var processing = BatchCost + (rows / (Speed * (0.9 + (0.2 * random.NextDouble()))));
            free = start + processing;
            controller.Completed(new MeasuredBatch(free * 1000, rows, limit, processing * 1000, (start - second) * 1000));
            run.Add((free - second, controller.Rate, lag));
        }

        return run;
    }
}
