using Linq.Streaming;
using Linq.Streaming.Planning.Rules.Lower;

namespace Planner.Tests.Rules.Lower;

public sealed class MaintainWindowAggregatesTests() : RuleSpec(new MaintainWindowAggregates())
{
    [Fact]
    public void Aggregates_of_a_window_are_maintained() => RewritesLowered(
        Numbers.Window(Seconds(3), Seconds(2)).CountBy(n => n % 2),
        to: """
            Project r => new KeyValuePair<int, long>(r.Key, r.Accumulator.Item1)
              WindowAggregate length=00:00:03 slide=00:00:02 key=n => n % 2 [Count()]
                Source<int> numbers
            """);

    [Fact]
    public void Operators_of_single_rows_move_below_the_window() => RewritesLowered(
        Orders.Window(Seconds(3)).Where(o => o.Price > 1).SelectMany(o => o.Items).Select(item => item.Length).Sum(),
        to: """
            Project r => (int)r.Accumulator.Item1
              WindowAggregate length=00:00:03 slide=00:00:01 [Sum()]
                Project item => item.Length
                  FlatMap o => o.Items
                    Filter o => o.Price > 1
                      Source<Order> orders
            """);

    [Fact]
    public void Aggregates_that_keep_rows_are_computed_anew() => KeepsLowered(
        Numbers.Window(Seconds(3)).GroupBy(n => n % 2).Select(g => g.Distinct().ToArray()));

    [Fact]
    public void A_window_of_one_batch_is_computed_anew() => KeepsLowered(Numbers.Window(Seconds(1)).Sum());

    [Fact]
    public void Windows_of_event_time_batches_and_everything_so_far_stay() => KeepsLowered(
        Orders.WithEventTime(o => o.At, Seconds(1)).Window(Seconds(3)).Count(),
        Numbers.Sum(),
        Numbers.Accumulate().Sum());

    [Fact]
    public void A_window_that_two_outputs_read_stays()
    {
        var shared = Numbers.Window(Seconds(3));
        KeepsLowered(shared.Sum(), shared);
    }

    [Fact]
    public void A_row_that_reads_its_window_stays_above_it() => KeepsLowered(
        Numbers.Window(Seconds(3)).Select((n, window) => window.End).Max());
}
