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
        into: "@701");

    [Fact]
    public void The_element_of_a_group_is_what_is_aggregated() => Rewrites(
        from o in Orders
        group o.Price by o.Customer into g
        select g.Where(p => p > 1).Select(p => p * 2).Max() - g.Min(),
        into: "@702");

    [Fact]
    public void An_aggregate_that_occurs_twice_is_computed_once() => Rewrites(
        from o in Orders group o by o.Customer into g where g.Count() > 1 orderby g.Count() select g.LongCount() + g.Count(),
        into: "@703");

    [Fact]
    public void Aggregates_that_differ_in_captured_values_only_are_two()
    {
        var (low, high) = (1, 9);
        Rewrites(
            from n in Numbers group n by n into g select g.Count(n => n > low) - g.Count(n => n > high) + g.Count(m => m > low),
            into: "@704");
    }

    [Fact]
    public void Checked_and_unchecked_arithmetic_are_two() => Rewrites(
        from n in Numbers group n by n into g select g.Sum(n => unchecked(n + 1)) + g.Sum(n => checked(n + 1)),
        into: "@705");

    [Fact]
    public void A_group_used_otherwise_is_collected_beside_its_aggregates() => Rewrites(
        from o in Orders group o by o.Customer into g select g.Sum(o => o.Price) + g.Select(o => o.Price).Distinct().Count(),
        into: "@706");

    [Fact]
    public void A_group_as_a_row_is_collected() => Rewrites(
        Orders.GroupBy(o => o.Customer).Where(g => g.Count() > 1),
        into: "@707");

    [Fact]
    public void Items_of_a_group_are_collected_and_flattened() => Rewrites(
        from o in Orders group o by o.Customer into g from o in g.OrderBy(x => x.At).Take(2) select o.Price,
        into: "@708");

    [Fact]
    public void Items_can_be_paired_with_an_aggregate_of_their_group() => Rewrites(
        from o in Orders group o by o.Customer into g from o in g select o.Price - g.Average(x => x.Price),
        into: "@709");

    [Fact]
    public void Anonymous_keys_are_kept_as_tuples_of_their_members() => Rewrites(
        from o in Orders group o by new { o.Customer, o.At.Hour } into g select g.Key.Customer + g.Key.Hour + g.Count(),
        into: "@710");

    [Fact]
    public void An_anonymous_key_that_is_used_whole_is_made_of_them() => Rewrites(
        from o in Orders group o by new { o.Customer } into g select g.Key,
        into: "@711");

    [Fact]
    public void The_window_of_a_group_is_read_from_its_row() => Rewrites(
        from n in Numbers.Window(Seconds(2)) group n by n into g select g.Window.End,
        into: "@712");

    [Fact]
    public void A_group_that_two_outputs_read_is_aggregated_for_each()
    {
        var groups = Numbers.GroupBy(n => n % 2);
        Rewrites([groups.Select(g => g.Sum()), groups.Select(g => g.Max())], into: "@713");
    }

    [Fact]
    public void Plans_without_groups_stay() => Keeps(Numbers.Where(n => n > 1).OrderBy(n => n).Take(2).Select(n => n + 1));
}
