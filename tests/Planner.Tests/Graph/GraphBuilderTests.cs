using Linq.Streaming;
using Linq.Streaming.Planning.Graph;

namespace Planner.Tests.Graph;

public sealed class GraphBuilderTests : PlanSpec
{
    [Fact]
    public void An_aggregation_over_windows() => Lowers(
        [Orders.Window(Seconds(3), Seconds(2)).Where(o => o.Price > 0).GroupBy(o => o.Customer).Select(g => new { g.Key, Count = g.Count() })],
        to: """
            Output Test  [#5]
              Map r => new { Key = r.Key, Count = (int)r.Accumulator.Item1 }  [#4]
                Sample slide=00:00:02  [#3]
                  WindowAggregate length=00:00:03 add/remove key=o => o.Customer [Count()]  [#2]
                    Filter o => o.Price > 0  [#1]
                      Input<Order> orders  [#0]
            """);

    [Fact]
    public void Windows_of_event_time_and_everything_so_far() => Lowers(
        [
            Orders.WithEventTime(o => o.At, Seconds(1)).Window(Seconds(5)).CountBy(o => o.Customer),
            Orders.Accumulate().CountBy(o => o.Customer),
        ],
        to: """
            Output Test  [#4]
              Map r => new KeyValuePair<string, long>(r.Key, r.Accumulator.Item1)  [#3]
                EventWindowAggregate length=00:00:05 key=o => o.Customer [Count()]  [#2]
                  EventTime o => o.At.UtcTicks bound=00:00:01  [#1]
                    Input<Order> orders  [#0, kept]
            Output Test  [#7]
              Map r => new KeyValuePair<string, long>(r.Key, r.Accumulator.Item1)  [#6]
                Accumulate key=o => o.Customer [Count()]  [#5]
                  (shared #0)
            """);

    [Fact]
    public void Joins_unions_orders_slices_and_partitions() => Lowers(
        [Numbers.Concat(Orders.Select(o => o.Quantity)).Join(Customers, n => n, c => c.Id.Length, (n, c) => c.Country).OrderBy(c => c).Take(2).Repartition(2).SelectMany(c => c)],
        to: """
            Output Test  [#10]
              FlatMap c => c  [#9]
                Repartition 2  [#8]
                  Slice skip=0 take=2  [#7]
                    Order c => c first=2  [#6]
                      Inner join n => n equals c => c.Id.Length into (n, c) => c.Country  [#5]
                        Union  [#3]
                          Input<int> numbers  [#0]
                          Map o => o.Quantity  [#2]
                            Input<Order> orders  [#1]
                        Input<Customer> customers  [#4]
            """);

    [Fact]
    public void A_stream_that_two_outputs_read_is_one_and_kept()
    {
        var expensive = Orders.Select(o => o.Price * o.Quantity);

        Lowers([expensive.Where(p => p > 1), expensive.Sum()], to: """
            Output Test  [#3]
              Filter p => p > 1  [#2]
                Map o => o.Price * ((double)o.Quantity)  [#1, kept]
                  Input<Order> orders  [#0]
            Output Test  [#6]
              Map r => r.Accumulator.Item1  [#5]
                Aggregate [Sum()]  [#4]
                  (shared #1)
            """);
    }

    [Fact]
    public void A_stream_joined_with_itself_is_kept()
    {
        var even = Numbers.Where(n => n % 2 == 0);
        Program.AddOutput(even.Join(even, a => a, b => b, (a, b) => a + b));

        var graph = Program.Plan();

        Assert.True(Assert.Single(graph.Streams.OfType<FilteredDStream>()).IsMaterialized);
    }

    [Fact]
    public void Queries_built_twice_are_computed_twice()
    {
        Program.AddOutput(Numbers.Where(n => n > 1));
        Program.AddOutput(Numbers.Where(n => n > 1));

        Assert.Equal(2, Program.Plan().Streams.OfType<FilteredDStream>().Count());
    }

    [Fact]
    public void Parents_come_before_children_and_are_numbered_in_order()
    {
        Program.AddOutput(Numbers.Window(Seconds(2)).CountBy(n => n));
        Program.AddOutput(Orders);

        var graph = Program.Plan();

        Assert.Equal(Enumerable.Range(0, graph.Streams.Count), graph.Streams.Select(stream => stream.Id));
        Assert.All(graph.Streams, stream => Assert.All(stream.Parents, parent => Assert.True(parent.Id < stream.Id)));
        Assert.Equal(["Test", "Test"], graph.Outputs.Select(output => output.Output.Operation));
    }

    [Fact]
    public void What_a_window_reads_is_kept_for_as_long_as_windows_need_it()
    {
        Program.AddOutput(Numbers.Select(n => n + 1).Window(Seconds(3)).Window(Seconds(5)));

        var graph = Program.Plan();

        Assert.Equal(
            [("InputDStream", 0, false), ("MappedDStream", 8, true), ("WindowedDStream", 5, true), ("WindowedDStream", 0, false), ("OutputDStream", 0, false)],
            graph.Streams.Select(stream => (stream.GetType().Name, (int)stream.Retention.TotalSeconds, stream.IsMaterialized)));
    }

    [Fact]
    public void The_longest_of_several_readers_decides_how_long()
    {
        Program.AddOutput(Numbers.Window(Seconds(3)));
        Program.AddOutput(Numbers.Window(Seconds(7)));
        Program.AddOutput(Numbers);

        Assert.Equal(Seconds(7), Program.Plan().Streams[0].Retention);
    }

    [Fact]
    public void A_slide_is_that_of_the_last_window()
    {
        Program.AddOutput(Numbers.Window(Seconds(4), Seconds(2)).Window(Seconds(8), Seconds(4)).Select(n => n));

        Assert.Equal([1, 2, 4, 4, 4], Program.Plan().Streams.Select(stream => (int)stream.Slide.TotalSeconds));
    }
}
