using Linq.Streaming;
using Linq.Streaming.Planning.Rules.Optimize;

namespace Planner.Tests.Rules.Optimize;

public sealed class LimitOrderTests() : RuleSpec(new LimitOrder())
{
    [Fact]
    public void An_order_keeps_what_is_taken_and_what_is_skipped_before() => Rewrites(
        Numbers.OrderBy(n => n).Take(3),
        into: """
            Slice skip=0 take=3
              Order n => n first=3
                Source<int> numbers
            """);

    [Fact]
    public void An_order_that_is_skipped_only_stays() => Keeps(Numbers.OrderBy(n => n).Skip(3));

    [Fact]
    public void An_order_with_something_between_stays() => Keeps(
        Numbers.OrderBy(n => n).Where(n => n > 1).Take(3));

    [Fact]
    public void An_order_that_two_outputs_read_stays()
    {
        var shared = Numbers.OrderBy(n => n);
        Keeps(shared.Take(3), shared);
    }
}
