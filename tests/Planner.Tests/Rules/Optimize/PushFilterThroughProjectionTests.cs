using Linq.Streaming;
using Linq.Streaming.Planning.Rules.Optimize;

namespace Planner.Tests.Rules.Optimize;

public sealed class PushFilterThroughProjectionTests() : RuleSpec(new PushFilterThroughProjection())
{
    [Fact]
    public void A_test_of_a_plain_member_moves_below() => Rewrites(
        Orders.Select(o => o.Quantity).Where(q => q > 1 && q < 9),
        into: """
            Project o => o.Quantity
              Filter o => (o.Quantity > 1) && (o.Quantity < 9)
                Source<Order> orders
            """);

    [Fact]
    public void A_test_of_the_cheap_part_of_an_object_moves_below() => Rewrites(
        Orders.Select(o => new { o.Customer, Total = o.Quantity * o.Price }).Where(x => x.Customer == "a"),
        into: """
            Project o => new { Customer = o.Customer, Total = ((double)o.Quantity) * o.Price }
              Filter o => o.Customer == "a"
                Source<Order> orders
            """);

    [Fact]
    public void A_test_of_a_computed_value_stays() => Keeps(Numbers.Select(n => n * 2).Where(n => n > 1));

    [Fact]
    public void A_test_of_the_dear_part_of_an_object_stays() => Keeps(
        Orders.Select(o => new { o.Customer, Total = o.Quantity * o.Price }).Where(x => x.Total > 1));

    [Fact]
    public void A_test_of_a_whole_object_with_a_dear_part_stays() => Keeps(
        Orders.Select(o => new { Total = o.Quantity * o.Price }).Where(x => x.Equals(null)));

    [Fact]
    public void A_projection_that_reads_the_window_stays() => Keeps(
        Orders.Select((o, window) => window.End).Where(end => end > DateTimeOffset.UnixEpoch));

    [Fact]
    public void A_projection_that_two_outputs_read_stays()
    {
        var shared = Orders.Select(o => o.Quantity);
        Keeps(shared.Where(q => q > 1), shared);
    }
}
