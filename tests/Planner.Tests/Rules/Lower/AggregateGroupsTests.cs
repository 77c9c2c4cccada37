using Linq.Streaming;
using Linq.Streaming.Planning.Rules.Lower;

namespace Planner.Tests.Rules.Lower;

public sealed class AggregateGroupsTests() : RuleSpec(new AggregateGroups())
{
    [Fact]
    public void Aggregates_of_a_group_are_computed_as_rows_pass() => Rewrites(
        from o in Orders
        group o by o.Customer into g
        select KeyValuePair.Create(g.Key, g.Sum(o => o.Price) + g.Average(o => o.Quantity)),
        into: """
            Project r => KeyValuePair.Create(r.Key, r.Accumulator.Item1 + ((r.Accumulator.Item3 == 0) ? throw new InvalidOperationException("Sequence contains no elements") : (((double)r.Accumulator.Item2) / ((double)r.Accumulator.Item3))))
              GroupAggregate key=o => o.Customer [Sum(o => o.Price), Average(o => o.Quantity)]
                Source<Order> orders
            """);

    [Fact]
    public void The_element_of_a_group_is_what_is_aggregated() => Rewrites(
        from o in Orders
        group o.Price by o.Customer into g
        select g.Where(p => p > 1).Select(p => p * 2).Max() - g.Min(),
        into: """
            Project r => (r.Accumulator.Item2 ? r.Accumulator.Item1 : throw new InvalidOperationException("Sequence contains no elements")) - (r.Accumulator.Item4 ? r.Accumulator.Item3 : throw new InvalidOperationException("Sequence contains no elements"))
              GroupAggregate key=o => o.Customer [Max(o => o.Price * 2) where o => o.Price > 1, Min(o => o.Price)]
                Source<Order> orders
            """);

    [Fact]
    public void An_aggregate_that_occurs_twice_is_computed_once() => Rewrites(
        from o in Orders group o by o.Customer into g where g.Count() > 1 orderby g.Count() select g.LongCount() + g.Count(),
        into: """
            Project r => r.Accumulator.Item1 + ((long)((int)r.Accumulator.Item1))
              Order r => (int)r.Accumulator.Item1
                Filter r => ((int)r.Accumulator.Item1) > 1
                  GroupAggregate key=o => o.Customer [Count()]
                    Source<Order> orders
            """);

    [Fact]
    public void Aggregates_that_differ_in_captured_values_only_are_two()
    {
        var (low, high) = (1, 9);
        Rewrites(
            from n in Numbers group n by n into g select g.Count(n => n > low) - g.Count(n => n > high) + g.Count(m => m > low),
            into: """
                Project r => (((int)r.Accumulator.Item1) - ((int)r.Accumulator.Item2)) + ((int)r.Accumulator.Item1)
                  GroupAggregate key=n => n [Count() where n => n > @0, Count() where n => n > @1]
                    Source<int> numbers
                """);
    }

    [Fact]
    public void Checked_and_unchecked_arithmetic_are_two() => Rewrites(
        from n in Numbers group n by n into g select g.Sum(n => unchecked(n + 1)) + g.Sum(n => checked(n + 1)),
        into: """
            Project r => ((int)r.Accumulator.Item1) + ((int)r.Accumulator.Item2)
              GroupAggregate key=n => n [Sum(n => n + 1), Sum(n => n + 1)]
                Source<int> numbers
            """);

    [Fact]
    public void A_group_used_otherwise_is_collected_beside_its_aggregates() => Rewrites(
        from o in Orders group o by o.Customer into g select g.Sum(o => o.Price) + g.Skip(1).Last().Price,
        into: """
            Project r => r.Accumulator.Item1 + ((IStreamGrouping<string, Order>)new CollectedGroup<string, Order>(r.Key, r.Window, r.Accumulator.Item2)).Skip(1).Last().Price
              GroupAggregate key=o => o.Customer [Sum(o => o.Price), Collect()]
                Source<Order> orders
            """);

    [Fact]
    public void A_group_as_a_row_is_collected() => Rewrites(
        Orders.GroupBy(o => o.Customer).Where(g => g.Count() > 1),
        into: """
            Project r => (IStreamGrouping<string, Order>)new CollectedGroup<string, Order>(r.Key, r.Window, r.Accumulator.Item2)
              Filter r => ((int)r.Accumulator.Item1) > 1
                GroupAggregate key=o => o.Customer [Count(), Collect()]
                  Source<Order> orders
            """);

    [Fact]
    public void Items_of_a_group_are_collected_and_flattened() => Rewrites(
        from o in Orders group o by o.Customer into g from o in g.Skip(1) select o.Price,
        into: """
            FlatMap r => ((IStreamGrouping<string, Order>)new CollectedGroup<string, Order>(r.Key, r.Window, r.Accumulator.Item1)).Skip(1), (r, o) => o.Price
              GroupAggregate key=o => o.Customer [Collect()]
                Source<Order> orders
            """);

    [Fact]
    public void The_first_items_of_a_group_in_an_order_are_kept_and_flattened() => Rewrites(
        from o in Orders group o by o.Customer into g from o in g.OrderBy(x => x.At).Take(2) select o.Price,
        into: """
            FlatMap r => (IEnumerable<Order>)r.Accumulator.Item1.ToArray(IComparer<DateTimeOffset>), (r, o) => o.Price
              GroupAggregate key=o => o.Customer [Top+(x => x.At, 2)]
                Source<Order> orders
            """);

    [Fact]
    public void Items_can_be_paired_with_an_aggregate_of_their_group() => Rewrites(
        from o in Orders group o by o.Customer into g from o in g select o.Price - g.Average(x => x.Price),
        into: """
            FlatMap r => ((IStreamGrouping<string, Order>)new CollectedGroup<string, Order>(r.Key, r.Window, r.Accumulator.Item1)).Select(o => o.Price - ((r.Accumulator.Item3 == 0) ? throw new InvalidOperationException("Sequence contains no elements") : (r.Accumulator.Item2 / ((double)r.Accumulator.Item3))))
              GroupAggregate key=o => o.Customer [Collect(), Average(x => x.Price)]
                Source<Order> orders
            """);

    [Fact]
    public void Anonymous_keys_are_kept_as_tuples_of_their_members() => Rewrites(
        from o in Orders group o by new { o.Customer, o.At.Hour } into g select g.Key.Customer + g.Key.Hour + g.Count(),
        into: """
            Project r => (r.Key.Item1 + ((object)r.Key.Item2)) + ((object)((int)r.Accumulator.Item1))
              GroupAggregate key=o => new ValueTuple<string, int>(o.Customer, o.At.Hour) [Count()]
                Source<Order> orders
            """);

    [Fact]
    public void An_anonymous_key_that_is_used_whole_is_made_of_them() => Rewrites(
        from o in Orders group o by new { o.Customer } into g select g.Key,
        into: """
            Project r => new { Customer = r.Key.Item1 }
              GroupAggregate key=o => new ValueTuple<string>(o.Customer) []
                Source<Order> orders
            """);

    [Fact]
    public void The_window_of_a_group_is_read_from_its_row() => Rewrites(
        from n in Numbers.Window(Seconds(2)) group n by n into g select g.Window.End,
        into: """
            Project r => r.Window.End
              GroupAggregate key=n => n []
                Window length=00:00:02 slide=00:00:01
                  Source<int> numbers
            """);

    [Fact]
    public void A_group_that_two_outputs_read_is_aggregated_for_each()
    {
        var groups = Numbers.GroupBy(n => n % 2);
        Rewrites([groups.Select(g => g.Sum()), groups.Select(g => g.Max())], into: """
            Project r => (int)r.Accumulator.Item1
              GroupAggregate key=n => n % 2 [Sum()]
                Source<int> numbers
            Project r => r.Accumulator.Item2 ? r.Accumulator.Item1 : throw new InvalidOperationException("Sequence contains no elements")
              GroupAggregate key=n => n % 2 [Max()]
                Source<int> numbers
            """);
    }

    [Fact]
    public void Plans_without_groups_stay() => Keeps(Numbers.Where(n => n > 1).OrderBy(n => n).Take(2).Select(n => n + 1));
}
