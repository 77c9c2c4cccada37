using Linq.Streaming;

namespace Planner.Tests.Binding;

/// <summary>Which streams have no times that an interval join could compare, and what it says to write instead.</summary>
public sealed class IntervalJoinRefusalTests : PlanSpec
{
    private const string WithEventTime = "Give both streams an event time with WithEventTime.";

    private IStreamQueryable<Order> Timed => Orders.WithEventTime(o => o.At, Seconds(1));

    [Fact]
    public void LS1004_a_stream_without_event_time()
    {
        var error = Assert.Single(Refused(Join(Timed, Orders)));

        Assert.Equal("LS1004", error.Code);
        Assert.Equal(
            "A join of the rows of each batch (every 00:00:01) with event time with the rows of each batch (every 00:00:01) has no meaning. Give both streams an event time with WithEventTime.",
            error.Message);
        Assert.Equal(["the rows of each batch (every 00:00:01) with event time", "the rows of each batch (every 00:00:01)", WithEventTime], error.Parameters);
        Assert.StartsWith(".IntervalJoin(…, a => a.Customer, b => b.Customer, 00:00:01, 00:00:01, (a, b) => ", error.Operator, StringComparison.Ordinal);
    }

    [Fact]
    public void LS1004_windows_of_batch_time_and_groups_of_batches() => Instead(
        WithEventTime,
        Join(Orders.Window(Seconds(2)), Timed),
        Join(Timed, Timed.GroupBy(o => o.Customer).Select(g => g.First())),
        Join(Orders.SessionWindow(o => o.Customer, Seconds(2)).GroupBy(o => o.Customer).Select(g => g.First()), Timed),
        Join(Orders.SessionWindow(o => o.Customer, Seconds(2)), Timed));

    [Fact]
    public void LS1004_rows_in_windows() => Instead(
        "The interval says which times meet: leave the window out, or aggregate in it, for its results have the time of its end.",
        Join(Timed.Window(Seconds(2)), Timed),
        Join(Timed, Timed.SessionWindow(o => o.Customer, Seconds(2))));

    [Fact]
    public void LS1004_everything_so_far() => Instead(
        "Everything so far has no end to wait for: leave Accumulate() out, and give both streams an event time with WithEventTime.",
        Join(Timed.Accumulate(), Timed),
        Join(Timed, Timed.Accumulate().GroupBy(o => o.Customer).Select(g => g.First())));

    [Fact]
    public void LS1004_early_results() => Instead(
        "Early results are not withdrawn: leave .Emit(Emission.Early) out, so that each result is given once.",
        Join(Timed, Timed.Window(Seconds(2)).Emit(Emission.Early).GroupBy(o => o.Customer).Select(g => g.First())));

    [Fact]
    public void LS1201_a_key_that_compares_by_reference() => Assert.Equal(
        "LS1201", Assert.Single(Refused(Timed.LeftIntervalJoin(Timed, a => a.Items, b => b.Items, Seconds(1), Seconds(1), (a, b) => a))).Code);

    [Fact]
    public void Rows_with_event_time_and_results_of_closed_windows_are_joined()
    {
        var results = Timed.Window(Seconds(2)).GroupBy(o => o.Customer).Select(g => g.First());
        Program.AddOutput(Join(Timed, results));
        Program.AddOutput(Join(results, Timed.SessionWindow(o => o.Customer, Seconds(2)).GroupBy(o => o.Customer).Select(g => g.First())));
        Program.AddOutput(Join(Join(Timed, Timed), Timed));

        Assert.Equal(3, Program.Plan().Outputs.Count);
    }

    private static IStreamQueryable<Order> Join(IStreamQueryable<Order> outer, IStreamQueryable<Order> inner) =>
        outer.IntervalJoin(inner, a => a.Customer, b => b.Customer, Seconds(1), Seconds(1), (a, b) => a);

    private void Instead(string instead, params IStreamQueryable[] queries)
    {
        var errors = Refused(queries);

        Assert.Equal(queries.Length, errors.Count);
        Assert.All(errors, error => Assert.Equal(("LS1004", instead), (error.Code, error.Parameters[2])));
    }
}
