using Linq.Streaming;
using Linq.Streaming.Planning.Rules.Optimize;

namespace Planner.Tests.Rules.Optimize;

public sealed class MergeProjectionsTests() : RuleSpec(new MergeProjections())
{
    [Fact]
    public void Projections_in_a_row_become_one() => Rewrites(
        Numbers.Select(a => a + 1).Select(b => b * 2).Select(c => -c),
        into: """
            Project a => -((a + 1) * 2)
              Source<int> numbers
            """);

    [Fact]
    public void A_cheap_value_may_be_read_twice() => Rewrites(
        Orders.Select(o => o.Quantity).Select(q => q * q),
        into: """
            Project o => o.Quantity * o.Quantity
              Source<Order> orders
            """);

    [Fact]
    public void A_dear_value_is_not_computed_twice() => Keeps(Numbers.Select(n => n + 1).Select(n => n * n));

    [Fact]
    public void A_dear_value_is_not_computed_for_each_item() => Keeps(
        Orders.Select(o => o.Items.Length + 1).Select(n => new[] { 1, 2 }.Count(m => m == n)));

    [Fact]
    public void A_projection_that_two_outputs_read_stays()
    {
        var shared = Numbers.Select(n => n + 1);
        Keeps(shared.Select(n => -n), shared);
    }

    [Fact]
    public void Projections_that_read_the_window_stay() => Keeps(
        Numbers.Select((n, window) => window.End).Select(end => end.Hour),
        Numbers.Select(n => n + 1).Select((n, window) => window.Start));

    [Fact]
    public void The_merged_projection_names_both_operators()
    {
        Program.AddOutput(Numbers.Select(a => a + 1).Select(b => -b));

        var merged = Assert.Single(new MergeProjections().Apply(Program.Logical()));

        Assert.Equal(".Select(a => a + 1).Select(b => -b)", merged.Origin.Text);
    }
}
