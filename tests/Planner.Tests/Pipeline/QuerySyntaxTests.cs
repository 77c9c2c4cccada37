using Linq.Streaming;

namespace Planner.Tests.Pipeline;

/// <summary>Typical queries through all rules.</summary>
public sealed class QuerySyntaxTests : PlanSpec
{
    [Fact]
    public void Where_and_select() => Optimizes(
        from o in Orders where o.Price > 1 where o.Quantity < 9 select o.Customer,
        to: "@801");

    [Fact]
    public void Let_is_computed_in_place() => Optimizes(
        from o in Orders let name = o.Customer let total = o.Quantity * o.Price where name != "" select new { name, total },
        to: "@802");

    [Fact]
    public void Let_that_is_dear_and_tested_is_computed_once() => Optimizes(
        from o in Orders let total = o.Quantity * o.Price where total > 1 where o.Quantity > 0 select new { o.Customer, total },
        to: "@803");

    [Fact]
    public void Several_from() => Optimizes(
        from o in Orders where o.Items.Length > 0 from item in o.Items from letter in item where letter != ' ' select new { o.Customer, letter },
        to: "@804");

    [Fact]
    public void Join_of_two_streams() => Optimizes(
        from o in Orders join c in Customers on o.Customer equals c.Id where c.Country == "NL" select new { o.Price, c.Country },
        to: "@805");

    [Fact]
    public void Join_with_rows_at_hand()
    {
        Customer[] known = [new("a", "NL")];

        Optimizes(from o in Orders join c in known on o.Customer equals c.Id select o.Price + c.Country, to: "@806");
    }

    [Fact]
    public void Group_with_having_and_order() => Optimizes(
        from o in Orders.Window(Seconds(3), Seconds(2))
        where o.Price > 0
        group o by o.Customer into g
        let count = g.Count()
        where count > 1
        orderby count descending, g.Key
        select new { g.Key, count, Mean = g.Average(o => o.Price), g.Window.End },
        to: "@807");

    [Fact]
    public void Group_by_several_members() => Optimizes(
        from o in Orders
        group o.Price by new { o.Customer, o.At.Hour } into g
        select new { g.Key.Customer, g.Key.Hour, Total = g.Sum() },
        to: "@808");

    [Fact]
    public void Groups_over_event_time() => Optimizes(
        from o in Orders.WithEventTime(o => o.At, Seconds(5)).Window(Seconds(10))
        where o.Price > 0
        group o by o.Customer into g
        select new { g.Key, g.Window, Count = g.Count() },
        to: "@809");

    [Fact]
    public void Event_time_as_a_number() => Optimizes(
        Orders.WithEventTime(o => o.Millis, TimeUnit.Milliseconds, Seconds(5)).Window(Seconds(10)).Count(),
        to: "@810");

    [Fact]
    public void Raw_rows_of_event_time_wait_for_their_window() => Optimizes(
        Orders.WithEventTime(o => o.At, Seconds(5)).Window(Seconds(10)).Where(o => o.Price > 0).Select(o => o.Price),
        to: "@811");

    [Fact]
    public void Everything_so_far() => Optimizes(
        (from o in Orders.Accumulate() group o by o.Customer into g select new { g.Key, Count = g.Count() }).Where(x => x.Count > 1),
        to: "@812");

    [Fact]
    public void Everything_so_far_complete_and_ordered() => Optimizes(
        Orders.Accumulate().CountBy(o => o.Customer).Emit(Emission.Complete).OrderByDescending(p => p.Value).Take(3),
        to: "@813");

    [Fact]
    public void A_filter_moves_through_everything_down_to_its_source() => Optimizes(
        Numbers.Concat(Orders.Select(o => o.Quantity)).Window(Seconds(3)).Where(n => n > 1).Where(n => n < 9),
        to: "@814");

    [Fact]
    public void Array_Contains_is_LINQs()
    {
        int[] some = [1, 2];

        Optimizes(Numbers.Where(n => some.Contains(n)), to: "@815");
    }
}
