using Linq.Streaming;
using Linq.Streaming.Planning.Logical;

namespace Planner.Tests.Pipeline;

/// <summary>Interval joins, from the query to the graph.</summary>
public sealed class IntervalJoinTests : PlanSpec
{
    private IStreamQueryable<Order> Timed => Orders.WithEventTime(o => o.At, Seconds(1));

    private IStreamQueryable<Order> Returned => Orders.WithEventTime(o => o.At, Seconds(2));

    [Fact]
    public void Both_kinds_as_bound() => Binds(
        Timed.IntervalJoin(Returned, o => o.Customer, r => r.Customer, Seconds(0), Seconds(60), (o, r) => o)
            .LeftIntervalJoin(Timed, o => o.Customer, r => r.Customer, Seconds(1.5), Seconds(-1), (o, r) => r!.Price),
        to: """
            Left interval join o => o.Customer equals r => r.Customer before=00:00:01.5000000 after=-00:00:01 into (o, r) => r.Price
              Interval join o => o.Customer equals r => r.Customer before=00:00:00 after=00:01:00 into (o, r) => o
                EventTime o => o.At.UtcTicks bound=00:00:01
                  Source<Order> orders
                EventTime o => o.At.UtcTicks bound=00:00:02
                  (shared 4)
              EventTime o => o.At.UtcTicks bound=00:00:01
                (shared 4)
            """);

    [Fact]
    public void A_window_over_the_result_as_lowered() => Lowers(
        [Timed.LeftIntervalJoin(Returned, o => o.Customer, r => r.Customer, Seconds(0), Seconds(60), (o, r) => o.Price).Window(Seconds(10)).Sum()], to: """
            Output Test  [#6]
              Map r => r.Accumulator.Item1  [#5]
                EventWindowAggregate length=00:00:10 [Sum()]  [#4]
                  Left interval join o => o.Customer equals r => r.Customer before=00:00:00 after=00:01:00 into (o, r) => o.Price  [#3]
                    EventTime o => o.At.UtcTicks bound=00:00:01  [#1]
                      Input<Order> orders  [#0, kept]
                    EventTime o => o.At.UtcTicks bound=00:00:02  [#2]
                      (shared #0)
            """);

    [Fact]
    public void Captured_values_are_numbered_in_the_order_of_the_query()
    {
        var (first, second, third, fourth, fifth) = (1, 2, 3, 4, 5);
        Binds(
            Timed.Where(o => o.Quantity > first)
                .IntervalJoin(Returned.Where(o => o.Quantity > second), o => o.Quantity + third, r => r.Quantity + fourth, Seconds(1), Seconds(1), (o, r) => o.Quantity + fifth),
            to: """
                Interval join o => o.Quantity + @2 equals r => r.Quantity + @3 before=00:00:01 after=00:00:01 into (o, r) => o.Quantity + @4
                  Filter o => o.Quantity > @0
                    EventTime o => o.At.UtcTicks bound=00:00:01
                      Source<Order> orders
                  Filter o => o.Quantity > @1
                    EventTime o => o.At.UtcTicks bound=00:00:02
                      (shared 4)
                """);
    }

    [Fact]
    public void The_result_has_a_time_that_follows_both_watermarks()
    {
        var (late, early) = (Shape(Seconds(60)), Shape(Seconds(-60)));

        Assert.Equal([new StreamClock(0, Seconds(60)), new StreamClock(1, Seconds(60))], late.Clocks);
        Assert.Equal([new StreamClock(0, Seconds(0)), new StreamClock(1, Seconds(0))], early.Clocks);
        Assert.Equal([new StreamClock(0, DateTime.MaxValue - DateTime.MinValue), new StreamClock(1, DateTime.MaxValue - DateTime.MinValue)], Shape(TimeSpan.MaxValue).Clocks);
        Assert.True(late is { Kind: WindowKind.Batch, HasEventTime: true, IsDerived: true, IsResult: false, Emission: StreamEmission.Append });
        Assert.Equal("the rows of each batch (every 00:00:01) with event time", late.Describe());
    }

    [Fact]
    public void An_inner_join_holds_no_watermark_back()
    {
        Program.AddOutput(Timed.IntervalJoin(Returned, o => o.Customer, r => r.Customer, Seconds(0), Seconds(60), (o, r) => o));

        Assert.Equal([new StreamClock(0, Seconds(0)), new StreamClock(1, Seconds(0))], Assert.Single(Program.Logical()).Shape.Clocks);
    }

    [Fact]
    public void Filters_stay_behind_the_join_and_projections_are_merged_in_front_of_it() => Optimizes(
        Timed.Select(o => o.Quantity).Select(q => q + 1).IntervalJoin(Returned, q => q, r => r.Quantity, Seconds(1), Seconds(1), (q, r) => q).Where(q => q > 1),
        to: """
            Filter q => q > 1
              Interval join q => q equals r => r.Quantity before=00:00:01 after=00:00:01 into (q, r) => q
                Project o => o.Quantity + 1
                  EventTime o => o.At.UtcTicks bound=00:00:01
                    Source<Order> orders
                EventTime o => o.At.UtcTicks bound=00:00:02
                  (shared 5)
            """);

    private StreamShape Shape(TimeSpan after)
    {
        var program = new TestProgram();
        var orders = program.Source<Order>("orders");
        program.AddOutput(orders.WithEventTime(o => o.At, Seconds(1)).LeftIntervalJoin(
            orders.WithEventTime(o => o.At, Seconds(1)), o => o.Customer, r => r.Customer, TimeSpan.MaxValue, after, (o, r) => o));
        return Assert.Single(program.Logical()).Shape;
    }
}
