using Linq.Streaming;

namespace Planner.Tests.Pipeline;

/// <summary>Operators without query syntax, as they are bound.</summary>
public sealed class OperatorTests : PlanSpec
{
    [Fact]
    public void Scalars_are_aggregates_of_all_rows() => Binds(Orders.Average(o => o.Price), to: "@901");

    [Fact]
    public void Min_and_MaxBy() => Binds(Orders.MaxBy(o => o.At).Min(o => o.Price), to: "@902");

    [Fact]
    public void Aggregate_with_a_seed_and_its_result()
    {
        var seed = DateTimeOffset.UnixEpoch;

        Binds(Orders.Aggregate(seed, (a, o) => o.At, (a, b) => b, a => a.Hour), to: "@903");
    }

    [Fact]
    public void Distinct_is_a_group_by_the_row() => Binds(Numbers.Distinct(), to: "@904");

    [Fact]
    public void DistinctBy_is_the_first_of_each_group() => Binds(Orders.DistinctBy(o => o.Customer), to: "@905");

    [Fact]
    public void CountBy_and_ReduceByKey_are_groups() => Binds(
        Numbers.CountBy(n => n % 3).ReduceByKey((a, b) => a + b), to: "@906");

    [Fact]
    public void AggregateBy_is_a_fold() => Binds(Numbers.AggregateBy(n => n % 3, 0L, (sum, n) => sum + n, (a, b) => a + b), to: "@907");

    [Fact]
    public void Values_of_pairs_are_mapped_with_their_keys() => Binds(
        Numbers.CountBy(n => n).MapValues(v => v + 1).FlatMapValues(v => new[] { v, -v }).GroupByKey(), to: "@908");

    [Fact]
    public void Cast_and_OfType() => Binds(Numbers.Cast<object>().OfType<int>(), to: "@909");

    [Fact]
    public void A_stream_of_a_derived_type_is_widened_for_an_operator_over_its_base()
    {
        IStreamQueryable<object> rows = Customers;

        Binds(rows.Where(o => o != null), to: "@910");
    }

    [Fact]
    public void Orders_slices_and_partitions() => Binds(
        Numbers.OrderBy(n => n % 2).ThenByDescending(n => n).Skip(1).Take(2).Repartition(4), to: "@911");

    [Fact]
    public void Select_with_the_window() => Binds(Numbers.Window(Seconds(2)).Select((n, window) => window.Length), to: "@912");
}
