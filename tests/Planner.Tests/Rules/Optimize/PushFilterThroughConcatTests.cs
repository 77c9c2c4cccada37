using Linq.Streaming;
using Linq.Streaming.Planning.Rules.Optimize;

namespace Planner.Tests.Rules.Optimize;

public sealed class PushFilterThroughConcatTests() : RuleSpec(new PushFilterThroughConcat())
{
    [Fact]
    public void Each_side_is_filtered() => Rewrites(
        Numbers.Concat(Orders.Select(o => o.Quantity)).Where(n => n > 1),
        into: """
            Concat
              Filter n => n > 1
                Source<int> numbers
              Filter n => n > 1
                Project o => o.Quantity
                  Source<Order> orders
            """);

    [Fact]
    public void A_concatenation_that_two_outputs_read_stays()
    {
        var shared = Numbers.Concat(Numbers);
        Keeps(shared.Where(n => n > 1), shared.Where(n => n > 2));
    }

    [Fact]
    public void Other_operators_stay_above() => Keeps(Numbers.Concat(Numbers).Select(n => n + 1).Where(n => n > 1));
}
