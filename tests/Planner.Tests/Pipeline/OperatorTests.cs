using Linq.Streaming;

namespace Planner.Tests.Pipeline;

/// <summary>Operators without query syntax, as they are bound.</summary>
public sealed class OperatorTests : PlanSpec
{
    [Fact]
    public void Scalars_are_aggregates_of_all_rows() => Binds(Orders.Average(o => o.Price), to: """
        Project g => g.Average(o => o.Price)
          Group all
            Source<Order> orders
        """);

    [Fact]
    public void Min_and_MaxBy() => Binds(Orders.MaxBy(o => o.At).Min(o => o.Price), to: """
        Project g => g.Min(o => o.Price)
          Group all
            Project g => g.MaxBy(o => o.At)
              Group all
                Source<Order> orders
        """);

    [Fact]
    public void Aggregate_with_a_seed_and_its_result()
    {
        var seed = DateTimeOffset.UnixEpoch;

        Binds(Orders.Aggregate(seed, (a, o) => o.At, (a, b) => b, a => a.Hour), to: """
            Project g => GroupFolds.Fold(g, @0, (a, o) => o.At, (a, b) => b).Hour
              Group all
                Source<Order> orders
            """);
    }

    [Fact]
    public void Distinct_is_a_group_by_the_row() => Binds(Numbers.Distinct(), to: """
        Project g => g.Key
          Group x => x
            Source<int> numbers
        """);

    [Fact]
    public void DistinctBy_is_the_first_of_each_group() => Binds(Orders.DistinctBy(o => o.Customer), to: """
        Project g => g.First()
          Group o => o.Customer
            Source<Order> orders
        """);

    [Fact]
    public void CountBy_and_ReduceByKey_are_groups() => Binds(
        Numbers.CountBy(n => n % 3).ReduceByKey((a, b) => a + b), to: """
            Project g => new KeyValuePair<int, long>(g.Key, g.Aggregate((a, b) => a + b))
              Group pair => pair.Key, pair => pair.Value
                Project g => new KeyValuePair<int, long>(g.Key, g.LongCount())
                  Group n => n % 3
                    Source<int> numbers
            """);

    [Fact]
    public void AggregateBy_is_a_fold() => Binds(Numbers.AggregateBy(n => n % 3, 0L, (sum, n) => sum + n, (a, b) => a + b), to: """
        Project g => new KeyValuePair<int, long>(g.Key, GroupFolds.Fold(g, 0, (sum, n) => sum + ((long)n), (a, b) => a + b))
          Group n => n % 3
            Source<int> numbers
        """);

    [Fact]
    public void Values_of_pairs_are_mapped_with_their_keys() => Binds(
        Numbers.CountBy(n => n).MapValues(v => v + 1).FlatMapValues(v => new[] { v, -v }).GroupByKey(), to: """
            Project g => new KeyValuePair<int, IReadOnlyList<long>>(g.Key, (IReadOnlyList<long>)g.ToArray())
              Group pair => pair.Key, pair => pair.Value
                FlatMap pair => new[] { pair.Value, -pair.Value }, (pair, item) => new KeyValuePair<int, long>(pair.Key, item)
                  Project pair => new KeyValuePair<int, long>(pair.Key, pair.Value + 1)
                    Project g => new KeyValuePair<int, long>(g.Key, g.LongCount())
                      Group n => n
                        Source<int> numbers
            """);

    [Fact]
    public void Cast_and_OfType() => Binds(Numbers.Cast<object>().OfType<int>(), to: """
        Project x => (int)((object)x)
          Filter x => x is int
            Project x => (object)((object)x)
              Source<int> numbers
        """);

    [Fact]
    public void A_stream_of_a_derived_type_is_widened_for_an_operator_over_its_base()
    {
        IStreamQueryable<object> rows = Customers;

        Binds(rows.Where(o => o != null), to: """
            Filter o => o != null
              Project x => (object)x
                Source<Customer> customers
            """);
    }

    [Fact]
    public void Orders_slices_and_partitions() => Binds(
        Numbers.OrderBy(n => n % 2).ThenByDescending(n => n).Skip(1).Take(2).Repartition(4), to: """
            Repartition 4
              Slice skip=0 take=2
                Slice skip=1
                  Order n => n % 2, n => n descending
                    Source<int> numbers
            """);

    [Fact]
    public void Sets_are_groups_of_both_streams() => Binds(Numbers.Except(Orders.Select(o => o.Quantity)), to: """
        Project g => g.Key
          Filter g => !g.Any(x => !x.Item2)
            Group x => x.Item1
              Concat
                Project x => new ValueTuple<int, bool>(x, true)
                  Source<int> numbers
                Project x => new ValueTuple<int, bool>(x, false)
                  Project o => o.Quantity
                    Source<Order> orders
        """);

    [Fact]
    public void CoGroup_is_a_group_of_both_streams() => Binds(
        Numbers.CountBy(n => n).CoGroup(Numbers.CountBy(n => n + 1)), to: """
            Project g => new KeyValuePair<int, ValueTuple<IReadOnlyList<long>, IReadOnlyList<long>>>(g.Key, new ValueTuple<IReadOnlyList<long>, IReadOnlyList<long>>((IReadOnlyList<long>)g.Where(x => x.Item2).Select(x => x.Item3).ToArray(), (IReadOnlyList<long>)g.Where(x => !x.Item2).Select(x => x.Item4).ToArray()))
              Group x => x.Item1
                Concat
                  Project pair => new ValueTuple<int, bool, long, long>(pair.Key, true, pair.Value, default(long))
                    Project g => new KeyValuePair<int, long>(g.Key, g.LongCount())
                      Group n => n
                        Source<int> numbers
                  Project pair => new ValueTuple<int, bool, long, long>(pair.Key, false, default(long), pair.Value)
                    Project g => new KeyValuePair<int, long>(g.Key, g.LongCount())
                      Group n => n + 1
                        (shared 7)
            """);

    [Fact]
    public void Joins_of_every_kind() => Binds(
        Numbers.LeftJoin(Numbers, a => a, b => b, (a, b) => a)
            .RightJoin(Numbers, a => a, b => b, (a, b) => b)
            .FullJoin(Numbers, a => a, b => b, (a, b) => b)
            .GroupJoin(Numbers, a => a, b => b, (a, b) => b.Count()),
        to: """
            Group join a => a equals b => b into (a, b) => b.Count()
              Full join a => a equals b => b into (a, b) => b
                Right join a => a equals b => b into (a, b) => b
                  Left join a => a equals b => b into (a, b) => a
                    Source<int> numbers
                    (shared 5)
                  (shared 5)
                (shared 5)
              (shared 5)
            """);

    [Fact]
    public void State_for_each_key_is_given_by_functions_that_are_not_looked_into() => Binds(
        Numbers.CountBy(n => n).UpdateStateByKey<int, long, long>((key, values, state) => state), to: """
            UpdateState<KeyValuePair<int, long>>
              Project g => new KeyValuePair<int, long>(g.Key, g.LongCount())
                Group n => n
                  Source<int> numbers
            """);

    [Fact]
    public void Functions_of_partitions_and_windows_are_not_looked_into() => Binds(
        Numbers.Window(Seconds(2)).Glom().MapPartitions(rows => rows).Transform((rows, time) => rows), to: """
            Transform<int[]>
              MapPartitions<int[]>
                MapPartitions<int[]>
                  Window length=00:00:02 slide=00:00:01
                    Source<int> numbers
            """);

    [Fact]
    public void ReduceByKeyAndWindow_is_a_window_and_a_group() => Binds(
        Numbers.CountBy(n => n).ReduceByKeyAndWindow((a, b) => a + b, (a, b) => a - b, Seconds(4), Seconds(2)), to: """
            Project g => new KeyValuePair<int, long>(g.Key, GroupFolds.Reduce(g, (a, b) => a + b, (a, b) => a - b))
              Group pair => pair.Key, pair => pair.Value
                Window length=00:00:04 slide=00:00:02
                  Project g => new KeyValuePair<int, long>(g.Key, g.LongCount())
                    Group n => n
                      Source<int> numbers
            """);

    [Fact]
    public void Select_with_the_window() => Binds(Numbers.Window(Seconds(2)).Select((n, window) => window.Length), to: """
        Project (n, window) => window.Length
          Window length=00:00:02 slide=00:00:01
            Source<int> numbers
        """);
}
