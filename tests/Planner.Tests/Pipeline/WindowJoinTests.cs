using Linq.Streaming;

namespace Planner.Tests.Pipeline;

/// <summary>Joins of windows of event time, from the query to the graph.</summary>
public sealed class WindowJoinTests : PlanSpec
{
    private IStreamQueryable<Order> Windowed => Orders.WithEventTime(o => o.At, Seconds(1)).Window(Seconds(5));

    private IStreamQueryable<Order> Returned => Orders.WithEventTime(o => o.At, Seconds(2)).Window(Seconds(5));

    [Fact]
    public void Raw_rows_as_bound() => Binds(
        Windowed.FullJoin(Returned, o => o.Customer, r => r.Customer, (o, r) => o ?? r),
        to: """
            Full window join o => o.Customer equals r => r.Customer into (o, r) => o ?? r
              EventWindow length=00:00:05
                EventTime o => o.At.UtcTicks bound=00:00:01
                  Source<Order> orders
              EventWindow length=00:00:05
                EventTime o => o.At.UtcTicks bound=00:00:02
                  (shared 4)
            """);

    [Fact]
    public void Results_wait_in_the_window_that_they_carry() => Lowers(
        [Windowed.CountBy(o => o.Customer).Join(Returned.CountBy(o => o.Customer), o => o.Key, r => r.Key, (o, r) => o.Value - r.Value)], to: """
            Output Test  [#8]
              Inner window join length=00:00:05 carried o => o.Key equals r => r.Key into (o, r) => o.Value - r.Value  [#7]
                Map r => new KeyValuePair<string, long>(r.Key, r.Accumulator.Item1)  [#3]
                  EventWindowAggregate length=00:00:05 key=o => o.Customer [Count()]  [#2]
                    EventTime o => o.At.UtcTicks bound=00:00:01  [#1]
                      Input<Order> orders  [#0, kept]
                Map r => new KeyValuePair<string, long>(r.Key, r.Accumulator.Item1)  [#6]
                  EventWindowAggregate length=00:00:05 key=o => o.Customer [Count()]  [#5]
                    EventTime o => o.At.UtcTicks bound=00:00:02  [#4]
                      (shared #0)
            """);

    [Fact]
    public void Where_one_is_a_result_the_other_waits_for_its_own_watermark() => Binds(
        Windowed.LeftJoin(Returned.Count(), o => (long)o.Quantity, n => n, (o, n) => o),
        to: """
            Left window join o => (long)o.Quantity equals n => n into (o, n) => o
              FlatMap g => (IEnumerable<Order>)g
                Group all
                  EventWindow length=00:00:05
                    EventTime o => o.At.UtcTicks bound=00:00:01
                      Source<Order> orders
              Project g => g.LongCount()
                Group all
                  EventWindow length=00:00:05
                    EventTime o => o.At.UtcTicks bound=00:00:02
                      (shared 6)
            """);

    [Fact]
    public void A_group_join_is_a_composition() => Binds(
        Windowed.GroupJoin(Returned, o => o.Customer, r => r.Customer, (o, all) => all.Count()),
        to: """
            FlatMap g => WindowJoin.Groups(g.Key, (IEnumerable<ValueTuple<string, bool, Order, Order>>)g), (g, pair) => pair.Item2.Count()
              Group x => x.Item1
                Concat
                  Project o => new ValueTuple<string, bool, Order, Order>(o.Customer, true, o, default(Order))
                    EventWindow length=00:00:05
                      EventTime o => o.At.UtcTicks bound=00:00:01
                        Source<Order> orders
                  Project r => new ValueTuple<string, bool, Order, Order>(r.Customer, false, default(Order), r)
                    EventWindow length=00:00:05
                      EventTime o => o.At.UtcTicks bound=00:00:02
                        (shared 7)
            """);
}
