using Linq.Streaming;
using Linq.Streaming.Planning.Rules.Normalize;

namespace Planner.Tests.Rules.Normalize;

public sealed class RemoveTransparentIdentifiersTests() : RuleSpec(new RemoveTransparentIdentifiers())
{
    [Fact]
    public void A_let_is_read_through() => Rewrites(
        from o in Orders let total = o.Quantity * o.Price select total + 1,
        into: """
            Project o => (((double)o.Quantity) * o.Price) + 1
              Source<Order> orders
            """);

    [Fact]
    public void A_filter_on_a_let_that_is_cheap_moves_below_it() => Rewrites(
        from o in Orders let name = o.Customer where name != "" select name,
        into: """
            Project o => o.Customer
              Filter o => o.Customer != ""
                Source<Order> orders
            """);

    [Fact]
    public void A_filter_on_a_let_that_is_dear_and_read_again_stays() => Keeps(
        (from o in Orders let total = o.Quantity * o.Price where total > 1 select new { total }).Take(1).Where(x => x.total > 2).Take(1).Select(x => 1).Take(1));

    [Fact]
    public void A_dear_value_that_is_read_twice_is_computed_once() => Keeps(
        from o in Orders let total = o.Quantity * o.Price select total + total);

    [Fact]
    public void A_dear_value_that_a_nested_lambda_reads_is_computed_once() => Keeps(
        from o in Orders let total = o.Quantity * o.Price select o.Items.Count(item => item.Length > total));

    [Fact]
    public void A_cheap_value_is_read_through_however_often() => Rewrites(
        from o in Orders let name = o.Customer select name + name,
        into: """
            Project o => o.Customer + o.Customer
              Source<Order> orders
            """);

    [Fact]
    public void An_object_that_is_used_whole_stays() => Keeps(
        Orders.Select(o => new { o.Customer, o.Price }).Select(x => x.ToString()));

    [Fact]
    public void An_order_on_a_cheap_member_moves_below() => Rewrites(
        from o in Orders let name = o.Customer orderby name descending, o.Price select name,
        into: """
            Project o => o.Customer
              Order o => o.Customer descending, o => o.Price
                Source<Order> orders
            """);

    [Fact]
    public void An_order_on_a_dear_value_stays_above() => Keeps(
        Orders.Select(o => new { Total = o.Quantity * o.Price }).OrderBy(x => x.Total));

    [Fact]
    public void Items_of_a_let_are_read_through() => Rewrites(
        Orders.Select(o => new { o.Items }).SelectMany(x => x.Items),
        into: """
            FlatMap o => o.Items
              Source<Order> orders
            """);

    [Fact]
    public void Having_reads_aggregates_of_the_group_however_often() => Rewrites(
        from o in Orders
        group o by o.Customer into g
        let total = g.Sum(o => o.Price)
        where total > 1 && total < 9
        orderby total descending
        select new { g.Key, total },
        into: """
            Project g => new { Key = g.Key, total = g.Sum(o => o.Price) }
              Order g => g.Sum(o => o.Price) descending
                Filter g => (g.Sum(o => o.Price) > 1) && (g.Sum(o => o.Price) < 9)
                  Group o => o.Customer
                    Source<Order> orders
            """);

    [Fact]
    public void The_first_rows_of_groups_are_taken_before_they_are_projected() => Rewrites(
        (from o in Orders group o by o.Customer into g select new { g.Key, Count = g.Count() }).Take(3),
        into: """
            Project g => new { Key = g.Key, Count = g.Count() }
              Slice skip=0 take=3
                Group o => o.Customer
                  Source<Order> orders
            """);

    [Fact]
    public void An_object_that_two_outputs_read_stays()
    {
        var shared = Orders.Select(o => new { o.Customer, o.Price });
        Keeps(shared.Select(x => x.Price), shared.Where(x => x.Price > 1));
    }

    [Fact]
    public void A_projection_that_reads_the_window_stays() => Keeps(
        Orders.Select((o, window) => new { o.Price, window.End }).Where(x => x.Price > 1),
        Orders.Select(o => new { o.Price }).Select((x, window) => x.Price));

    [Fact]
    public void A_constructor_whose_members_are_not_named_stays() => Keeps(
        Orders.Select(o => new Customer(o.Customer, "")).Select(c => c.Id));
}
