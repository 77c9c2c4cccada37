using Linq.Streaming;

namespace Planner.Tests.Binding;

/// <content>Joins: each cell of the table of what can be joined with what.</content>
public sealed partial class RefusalTests
{
    private const string OtherTimes = "The two exist at different times: give both the same slide.";
    private const string NoWindow = "Elements so far that have no match belong to no window: use Join, or an outer join that keeps those of the windowed stream.";
    private const string OtherWindows = "Their windows differ: give both the same, or use IntervalJoin, which pairs elements by how far apart they are.";
    private const string NoCommonWindow = "Sessions of two streams have no common window: join before SessionWindow, or join one with the other's Accumulate().";
    private const string BatchesAndWatermarks = "One follows event time or sessions, the other batches: give both the same window, or Accumulate() the other.";
    private const string ChangingResults = "Results so far change from batch to batch: join the elements first and group the pairs, or join with a batch or a window.";
    private const string NoPartnerYet = "An element without a match may get one in any later batch: use Join, or LeftIntervalJoin, which says how long to wait.";
    private const string EarlyResults = "Early results are not withdrawn: leave .Emit(Emission.Early) out, so that each result is given once.";

    private IStreamQueryable<Order> Slow => Orders.Window(Seconds(2), Seconds(2));

    private IStreamQueryable<Order> Hopping => Timed.Window(Seconds(5), Seconds(2));

    private IStreamQueryable<Order> Sessions => Timed.SessionWindow(o => o.Customer, Seconds(3));

    private IStreamQueryable<Order> Accumulated => Orders.Accumulate();

    [Fact]
    public void LS1004_a_transformation_of_streams_at_different_times() => Assert.Equal(
        "LS1004",
        Assert.Single(Refused(Numbers.Transform(Numbers.Window(Seconds(2), Seconds(2)), (a, b, time) => a))).Code);

    [Fact]
    public void LS1004_a_window_of_event_time_with_batches() => Refuses(
        EventWindow.Join(Customers, o => o.Customer, c => c.Id, (o, c) => c), "LS1004", ".Join(…, o => o.Customer, c => c.Id, (o, c) => c)",
        $"A join of raw rows of an event-time window (00:00:05) with the rows of each batch (every 00:00:01) has no meaning. {BatchesAndWatermarks}",
        "raw rows of an event-time window (00:00:05)", "the rows of each batch (every 00:00:01)", BatchesAndWatermarks);

    [Fact]
    public void LS1004_batches_and_windows_of_batch_time_with_other_slides() => RefusesJoins(
        OtherTimes, Inner(Slow, Orders), Inner(Orders, Slow), Inner(Slow, Orders.Window(Seconds(3), Seconds(3))), Inner(First(Slow), Orders.Window(Seconds(2))));

    [Fact]
    public void LS1004_event_time_and_sessions_with_batches() => RefusesJoins(
        BatchesAndWatermarks,
        Inner(EventWindow, Orders), Inner(Orders, Hopping), Inner(Sessions, Orders), Inner(Slow, Sessions), Inner(First(EventWindow), Timed), Inner(Orders.SessionWindow(o => o.Customer, Seconds(4)), Orders));

    [Fact]
    public void LS1004_windows_of_event_time_that_differ() => RefusesJoins(
        OtherWindows,
        Inner(EventWindow, Timed.Window(Seconds(6))), Inner(EventWindow, Hopping), Inner(First(EventWindow), Timed.Window(Seconds(5), offset: Seconds(1))), Full(Hopping, First(Timed.Window(Seconds(5), Seconds(1)))));

    [Fact]
    public void LS1004_sessions_with_what_a_watermark_closes() => RefusesJoins(NoCommonWindow, Inner(Sessions, Sessions), Inner(Sessions, EventWindow), Inner(First(EventWindow), First(Sessions)));

    [Fact]
    public void LS1004_results_so_far_with_anything_so_far() => RefusesJoins(
        ChangingResults, Inner(First(Accumulated), Accumulated), Inner(Accumulated, First(Accumulated)), Inner(First(Accumulated.Emit(Emission.Complete)), First(Accumulated)));

    [Fact]
    public void LS1004_complete_rows_so_far() => RefusesJoins(
        "The pairs so far are not kept: leave .Emit(Emission.Complete) out, and write it after grouping the pairs.", Inner(Accumulated.Emit(Emission.Complete), Accumulated));

    [Fact]
    public void LS1004_outer_joins_of_everything_so_far() => RefusesJoins(
        NoPartnerYet, Left(Accumulated, Accumulated), Right(Accumulated, Accumulated), Full(Accumulated, Accumulated), Grouped(Accumulated, Accumulated));

    [Fact]
    public void LS1004_everything_so_far_at_other_times() => RefusesJoins(OtherTimes, Inner(Slow.Accumulate(), Orders.Window(Seconds(3), Seconds(3)).Accumulate()));

    [Fact]
    public void LS1004_results_so_far_that_do_not_exist_at_each_time_of_the_other_side() => RefusesJoins(
        OtherTimes, Inner(Orders, First(Slow.Accumulate())), Left(First(Slow.Accumulate()), Orders.Window(Seconds(3), Seconds(3))), Inner(EventWindow, First(Slow.Accumulate())));

    [Fact]
    public void LS1004_elements_so_far_without_a_match_in_a_window_that_a_watermark_closes() => RefusesJoins(
        NoWindow,
        Right(EventWindow, Accumulated), Full(EventWindow, Accumulated), Left(Accumulated, Hopping), Full(Accumulated, Sessions), Grouped(Accumulated, EventWindow),
        Right(First(EventWindow), First(Accumulated)), Left(First(Accumulated), Sessions));

    [Fact]
    public void LS1004_early_results() => RefusesJoins(
        EarlyResults,
        Inner(First(EventWindow.Emit(Emission.Early)), EventWindow), Inner(Accumulated, First(EventWindow.Emit(Emission.Early))), Left(First(Hopping.Emit(Emission.Early)), First(Accumulated)), Inner(Orders, First(Sessions.Emit(Emission.Early))));

    [Fact]
    public void What_exists_together_may_be_joined()
    {
        IStreamQueryable[] joins =
        [
            Full(Orders, Orders.Window(Seconds(3))), Grouped(Slow, First(Slow)),
            Full(Orders, Accumulated), Full(Accumulated, Slow), Right(First(Accumulated), Orders), Grouped(Slow, First(Accumulated)), Full(Orders, Slow.Accumulate()), Inner(First(Slow.Accumulate()), Slow),
            Full(EventWindow, First(EventWindow)), Grouped(Hopping, Hopping), Left(First(Hopping), First(Hopping)),
            Left(EventWindow, Accumulated), Right(Accumulated, First(Hopping)), Grouped(Sessions, First(Accumulated)), Inner(First(Accumulated), First(Sessions)),
            Inner(Accumulated, Accumulated), Inner(Slow.Accumulate(), Accumulated),
        ];
        foreach (var join in joins)
        {
            Program.AddOutput(join);
        }

        Assert.Equal(joins.Length, Program.Plan().Outputs.Count);
    }

    [Fact]
    public void LS1004_rows_that_are_read_again_without_a_match() => RefusesJoins(
        "Rows without a match would belong to no window: use Join or LeftJoin.",
        EventWindow.RightJoin(new[] { 1 }, o => o.Quantity, n => n, (o, n) => n, RowsReading.EachBatch),
        Accumulated.FullJoin(new[] { 1 }, o => o.Quantity, n => n, (o, n) => n, RowsReading.EachBatch));

    private static IStreamQueryable<Order> First(IStreamQueryable<Order> orders) => orders.GroupBy(o => o.Customer).Select(g => g.First());

    private static IStreamQueryable<string> Inner(IStreamQueryable<Order> a, IStreamQueryable<Order> b) => a.Join(b, x => x.Customer, y => y.Customer, (x, y) => x.Customer);

    private static IStreamQueryable<string> Left(IStreamQueryable<Order> a, IStreamQueryable<Order> b) => a.LeftJoin(b, x => x.Customer, y => y.Customer, (x, y) => x.Customer);

    private static IStreamQueryable<string> Right(IStreamQueryable<Order> a, IStreamQueryable<Order> b) => a.RightJoin(b, x => x.Customer, y => y.Customer, (x, y) => y.Customer);

    private static IStreamQueryable<string> Full(IStreamQueryable<Order> a, IStreamQueryable<Order> b) => a.FullJoin(b, x => x.Customer, y => y.Customer, (x, y) => "");

    private static IStreamQueryable<string> Grouped(IStreamQueryable<Order> a, IStreamQueryable<Order> b) => a.GroupJoin(b, x => x.Customer, y => y.Customer, (x, ys) => x.Customer);

    private void RefusesJoins(string instead, params IStreamQueryable[] joins)
    {
        var errors = Refused(joins);

        Assert.Equal(joins.Length, errors.Count);
        Assert.All(errors, error => Assert.Equal(("LS1004", instead), (error.Code, error.Parameters[2])));
        Assert.All(errors, error => Assert.EndsWith($" has no meaning. {instead}", error.Message, StringComparison.Ordinal));
    }
}
