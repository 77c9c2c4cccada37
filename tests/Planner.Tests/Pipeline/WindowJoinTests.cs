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
            """);

    [Fact]
    public void Results_wait_in_the_window_that_they_carry() => Lowers(
        [Windowed.CountBy(o => o.Customer).Join(Returned.CountBy(o => o.Customer), o => o.Key, r => r.Key, (o, r) => o.Value - r.Value).Max()], to: """
            """);

    [Fact]
    public void Where_one_is_a_result_the_other_waits_for_its_own_watermark() => Binds(
        Windowed.LeftJoin(Returned.Count(), o => (long)o.Quantity, n => n, (o, n) => o),
        to: """
            """);

    [Fact]
    public void A_group_join_is_a_composition() => Binds(
        Windowed.GroupJoin(Returned, o => o.Customer, r => r.Customer, (o, all) => all.Count()),
        to: """
            """);
}
