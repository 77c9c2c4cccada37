using Linq.Streaming;

namespace Planner.Tests.Pipeline;

/// <summary>Typical queries through all rules.</summary>
public sealed class QuerySyntaxTests : PlanSpec
{
    [Fact]
    public void Where_and_select() => Optimizes(
        from o in Orders where o.Price > 1 where o.Quantity < 9 select o.Customer,
        to: """
            Project o => o.Customer
              Filter o => (o.Price > 1) && (o.Quantity < 9)
                Source<Order> orders
            """);

    [Fact]
    public void Let_is_computed_in_place() => Optimizes(
        from o in Orders let name = o.Customer let total = o.Quantity * o.Price where name != "" select new { name, total },
        to: """
            Project o => new { name = o.Customer, total = ((double)o.Quantity) * o.Price }
              Filter o => o.Customer != ""
                Source<Order> orders
            """);

    [Fact]
    public void Let_that_is_dear_and_tested_is_computed_once() => Optimizes(
        from o in Orders let total = o.Quantity * o.Price where total > 1 where o.Quantity > 0 select new { o.Customer, total },
        to: """
            Project t0 => new { Customer = t0.o.Customer, total = t0.total }
              Filter t0 => (t0.total > 1) && (t0.o.Quantity > 0)
                Project o => new { o = o, total = ((double)o.Quantity) * o.Price }
                  Source<Order> orders
            """);

    [Fact]
    public void Several_from() => Optimizes(
        from o in Orders where o.Items.Length > 0 from item in o.Items from letter in item where letter != ' ' select new { o.Customer, letter },
        to: """
            Project t0 => new { Customer = t0.t.o.Customer, letter = t0.letter }
              Filter t0 => ((int)t0.letter) != 32
                FlatMap t0 => t0.item, (t0, letter) => new { t = t0, letter = letter }
                  FlatMap o => o.Items, (o, item) => new { o = o, item = item }
                    Filter o => o.Items.Length > 0
                      Source<Order> orders
            """);

    [Fact]
    public void Join_of_two_streams() => Optimizes(
        from o in Orders join c in Customers on o.Customer equals c.Id where c.Country == "NL" select new { o.Price, c.Country },
        to: """
            Project t0 => new { Price = t0.o.Price, Country = t0.c.Country }
              Filter t0 => t0.c.Country == "NL"
                Inner join o => o.Customer equals c => c.Id into (o, c) => new { o = o, c = c }
                  Source<Order> orders
                  Source<Customer> customers
            """);

    [Fact]
    public void Join_with_rows_at_hand()
    {
        Customer[] known = [new("a", "NL")];

        Optimizes(from o in Orders join c in known on o.Customer equals c.Id select o.Price + c.Country, to: """
            FlatMap o => RowLookup.Matches(@0, o.Customer), (o, c) => ((object)o.Price) + c.Country
              Source<Order> orders
            """);
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
        to: """
            Project r => new { Key = r.Key, count = (int)r.Accumulator.Item1, Mean = (r.Accumulator.Item3 == 0) ? throw new InvalidOperationException("Sequence contains no elements") : (r.Accumulator.Item2 / ((double)r.Accumulator.Item3)), End = r.Window.End }
              Order r => (int)r.Accumulator.Item1 descending, r => r.Key
                Filter r => ((int)r.Accumulator.Item1) > 1
                  WindowAggregate length=00:00:03 slide=00:00:02 key=o => o.Customer [Count(), Average(o => o.Price)]
                    Filter o => o.Price > 0
                      Source<Order> orders
            """);

    [Fact]
    public void Group_by_several_members() => Optimizes(
        from o in Orders
        group o.Price by new { o.Customer, o.At.Hour } into g
        select new { g.Key.Customer, g.Key.Hour, Total = g.Sum() },
        to: """
            Project r => new { Customer = r.Key.Item1, Hour = r.Key.Item2, Total = r.Accumulator.Item1 }
              GroupAggregate key=o => new ValueTuple<string, int>(o.Customer, o.At.Hour) [Sum(o => o.Price)]
                Source<Order> orders
            """);

    [Fact]
    public void Groups_over_event_time() => Optimizes(
        from o in Orders.WithEventTime(o => o.At, Seconds(5)).Window(Seconds(10))
        where o.Price > 0
        group o by o.Customer into g
        select new { g.Key, g.Window, Count = g.Count() },
        to: """
            Project r => new { Key = r.Key, Window = r.Window, Count = (int)r.Accumulator.Item1 }
              GroupAggregate key=o => o.Customer [Count()]
                Filter o => o.Price > 0
                  EventWindow length=00:00:10
                    EventTime o => o.At.UtcTicks bound=00:00:05
                      Source<Order> orders
            """);

    [Fact]
    public void Event_time_as_a_number() => Optimizes(
        Orders.WithEventTime(o => o.Millis, TimeUnit.Milliseconds, Seconds(5)).Window(Seconds(10)).Count(),
        to: """
            Project r => r.Accumulator.Item1
              GroupAggregate [Count()]
                EventWindow length=00:00:10
                  EventTime o => o.Millis in Milliseconds bound=00:00:05
                    Source<Order> orders
            """);

    [Fact]
    public void Raw_rows_of_event_time_wait_for_their_window() => Optimizes(
        Orders.WithEventTime(o => o.At, Seconds(5)).Window(Seconds(10)).Where(o => o.Price > 0).Select(o => o.Price),
        to: """
            FlatMap r => (IEnumerable<double>)((IStreamGrouping<ValueTuple, double>)new CollectedGroup<ValueTuple, double>(r.Key, r.Window, r.Accumulator.Item1))
              GroupAggregate [Collect()]
                Project o => o.Price
                  Filter o => o.Price > 0
                    EventWindow length=00:00:10
                      EventTime o => o.At.UtcTicks bound=00:00:05
                        Source<Order> orders
            """);

    [Fact]
    public void Everything_so_far() => Optimizes(
        (from o in Orders.Accumulate() group o by o.Customer into g select new { g.Key, Count = g.Count() }).Where(x => x.Count > 1),
        to: """
            Project r => new { Key = r.Key, Count = (int)r.Accumulator.Item1 }
              Filter r => ((int)r.Accumulator.Item1) > 1
                GroupAggregate key=o => o.Customer [Count()]
                  Accumulate
                    Source<Order> orders
            """);

    [Fact]
    public void Everything_so_far_complete_and_ordered() => Optimizes(
        Orders.Accumulate().CountBy(o => o.Customer).Emit(Emission.Complete).OrderByDescending(p => p.Value).Take(3),
        to: """
            Project r => new KeyValuePair<string, long>(r.Key, r.Accumulator.Item1)
              Slice skip=0 take=3
                Order r => r.Accumulator.Item1 descending first=3
                  GroupAggregate key=o => o.Customer [Count()]
                    Accumulate complete
                      Source<Order> orders
            """);

    [Fact]
    public void A_filter_moves_through_everything_down_to_its_source() => Optimizes(
        Numbers.Concat(Orders.Select(o => o.Quantity)).Window(Seconds(3)).Where(n => n > 1).Where(n => n < 9),
        to: """
            Window length=00:00:03 slide=00:00:01
              Concat
                Filter n => (n > 1) && (n < 9)
                  Source<int> numbers
                Project o => o.Quantity
                  Filter o => (o.Quantity > 1) && (o.Quantity < 9)
                    Source<Order> orders
            """);

    [Fact]
    public void Array_Contains_is_LINQs()
    {
        int[] some = [1, 2];

        Optimizes(Numbers.Where(n => some.Contains(n)), to: """
            Filter n => @0.Contains(n)
              Source<int> numbers
            """);
    }
}
