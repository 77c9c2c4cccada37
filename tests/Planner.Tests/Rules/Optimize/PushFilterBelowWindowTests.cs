using Linq.Streaming;
using Linq.Streaming.Planning.Rules.Optimize;

namespace Planner.Tests.Rules.Optimize;

public sealed class PushFilterBelowWindowTests() : RuleSpec(new PushFilterBelowWindow())
{
    [Fact]
    public void A_filter_moves_below_a_window_of_batch_time() => Rewrites(
        Numbers.Window(Seconds(3), Seconds(2)).Where(n => n > 0),
        into: """
            Window length=00:00:03 slide=00:00:02
              Filter n => n > 0
                Source<int> numbers
            """);

    [Fact]
    public void A_window_that_two_outputs_read_stays()
    {
        var window = Numbers.Window(Seconds(3));
        Keeps(window.Where(n => n > 0), window);
    }

    [Fact]
    public void A_filter_does_not_cross_a_window_of_event_time() => Keeps(
        Orders.WithEventTime(o => o.At, Seconds(1)).Window(Seconds(3)).Where(o => o.Price > 0));

    [Fact]
    public void A_filter_does_not_cross_WithEventTime() => Keeps(
        Orders.WithEventTime(o => o.At, Seconds(1)).Where(o => o.Price > 0));

    [Fact]
    public void A_filter_on_results_does_not_cross_the_group() => Keeps(
        Numbers.Window(Seconds(3)).CountBy(n => n).Where(pair => pair.Value > 1));

    [Fact]
    public void A_filter_does_not_cross_Accumulate_or_Take() => Keeps(
        Numbers.Accumulate().Where(n => n > 0),
        Numbers.Window(Seconds(3)).Take(2).Where(n => n > 0));
}
