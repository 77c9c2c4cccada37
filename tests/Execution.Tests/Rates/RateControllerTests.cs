using Linq.Streaming;
using Linq.Streaming.Execution.Rates;

namespace Execution.Tests.Rates;

public sealed class RateControllerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private double _time;

    [Fact]
    public void It_starts_low_and_says_why()
    {
        var controller = new RateController(new RateControl(), Second);
        Assert.Equal(new SourceLimit(1_000, 1_000, LimitReason.SlowStart), Assert.Single(controller.Share([0])));
    }

    [Fact]
    public void The_slow_start_doubles_with_each_batch_that_was_limited_and_kept_up()
    {
        var controller = new RateController(new RateControl(), Second);
        List<double> rates = [];
        for (var batch = 0; batch < 6; batch++)
        {
            Complete(controller, rows: (long)controller.Rate, processing: controller.Rate / 1_000_000 * 1000);
            rates.Add(controller.Rate);
        }

        // The first batch tells the estimator what it starts from.
        Assert.Equal([1_000, 2_000, 4_000, 8_000, 16_000, 32_000], rates);
    }

    [Fact]
    public void The_slow_start_waits_while_sources_give_less_than_they_may()
    {
        var controller = new RateController(new RateControl(), Second);
        for (var batch = 0; batch < 4; batch++)
        {
            Complete(controller, rows: 10, processing: 1);
        }

        Assert.Equal(1_000, controller.Rate);
    }

    [Fact]
    public void The_slow_start_ends_where_the_estimate_lies_below_it()
    {
        var controller = new RateController(new RateControl { InitialRate = 5_000 }, Second);
        Complete(controller, rows: 5_000, processing: 500);
        Complete(controller, rows: 5_000, processing: 2_500, scheduling: 0);
        Assert.Equal(2_000, controller.Rate);
        Assert.Equal(LimitReason.Estimated, controller.Share([0])[0].Reason);
        Complete(controller, rows: 2_000, processing: 200);
        Assert.Equal(10_000, controller.Rate);
    }

    [Fact]
    public void Few_elements_that_take_longer_each_do_not_lower_the_rate()
    {
        var controller = new RateController(new RateControl { InitialRate = 1_000_000 }, Second);
        Complete(controller, rows: 1_000_000, processing: 500);
        Complete(controller, rows: 1_000_000, processing: 500);
        var before = controller.Rate;
        Complete(controller, rows: 10, processing: 5);
        Assert.Equal(before, controller.Rate);
    }

    [Fact]
    public void A_late_batch_lowers_it_however_few_elements_it_had()
    {
        var controller = new RateController(new RateControl { InitialRate = 1_000_000 }, Second);
        Complete(controller, rows: 1_000_000, processing: 500);
        Complete(controller, rows: 1_000_000, processing: 500);
        Complete(controller, rows: 100_000, processing: 1_000, scheduling: 500);
        Assert.Equal(90_000, controller.Rate);
    }

    [Fact]
    public void It_stays_between_the_least_and_the_greatest_rate()
    {
        var controller = new RateController(new RateControl { InitialRate = 600, MinRate = 200, MaxRate = 1_000 }, Second);
        Complete(controller, rows: 600, processing: 1);
        Complete(controller, rows: 600, processing: 1);
        Assert.Equal((1_000, LimitReason.Maximum), (controller.Rate, controller.Share([0])[0].Reason));
        Complete(controller, rows: 1_000, processing: 60_000);
        Assert.Equal((200, LimitReason.Minimum), (controller.Rate, controller.Share([0])[0].Reason));
    }

    [Fact]
    public void Batches_without_elements_tell_nothing()
    {
        var controller = new RateController(new RateControl(), Second);
        Complete(controller, rows: 0, processing: 10_000, scheduling: 10_000);
        Assert.Equal(1_000, controller.Rate);
    }

    [Fact]
    public void Sources_share_by_what_waits_at_them()
    {
        var controller = new RateController(new RateControl { InitialRate = 1_000 }, TimeSpan.FromMilliseconds(500));
        Assert.Equal(
            [new SourceLimit(450, 900, LimitReason.Shared), new SourceLimit(50, 100, LimitReason.Shared)],
            controller.Share([900, 100]));
    }

    [Fact]
    public void A_source_where_nothing_waits_still_gets_an_element()
    {
        var controller = new RateController(new RateControl { InitialRate = 1_000 }, Second);
        Assert.Equal([1_000, 1], controller.Share([7, 0]).Select(limit => limit.Rows));
        Assert.Equal([500, 500], controller.Share([0, 0]).Select(limit => limit.Rows));
    }

    private void Complete(RateController controller, long rows, double processing, double scheduling = 0)
    {
        _time += 1_000;
        controller.Completed(new MeasuredBatch(_time, rows, (long)controller.Rate, processing, scheduling));
    }
}
