namespace Specification.Tests.Tables;

/// <summary>Sessions over event time with a gap of 5 s; a row is its key and its time in seconds.</summary>
public sealed class SessionSpecification : StreamSpecification
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(5);

    [Fact]
    public void A_session_goes_from_its_first_row_to_the_gap_after_its_last_and_is_given_in_the_batch_after_the_watermark_has_reached_that() =>
        Batches(["a1", "a4"], ["a20"], []).Through(s => Counts(s, bound: 0)).ShouldEmit([], [], ["a 1..9 2"], ["a 20..25 1"]);

    [Fact]
    public void Two_rows_exactly_the_gap_apart_belong_together_and_one_tick_more_is_too_much()
    {
        Batches(["a1", "a6"]).Through(s => Counts(s, bound: 0)).ShouldEmit([], ["a 1..11 2"]);
        Batches([At(1), At(6)]).Through(Times).ShouldEmit([], [2]);
        Batches([At(1), At(6).AddTicks(1)]).Through(Times).ShouldEmit([], [1, 1]);
        Batches([At(6).AddTicks(1)], [At(1)]).Through(Times).ShouldEmit([], [], [1, 1]);
        Batches([At(6)], [At(1)]).Through(Times).ShouldEmit([], [], [2]);

        static IStreamQueryable<int> Times(IStreamQueryable<DateTimeOffset> times) =>
            times.WithEventTime(x => x, TimeSpan.FromSeconds(30)).SessionWindow(x => 0, Gap).GroupBy(x => 0).Select(g => g.Count());
    }

    [Fact]
    public void A_watermark_at_the_end_of_a_session_closes_it_and_one_before_does_not()
    {
        Batches(["a1"], ["b6"], []).Through(s => Counts(s, bound: 0)).ShouldEmit([], [], ["a 1..6 1"], ["b 6..11 1"]);
        Batches(["a1"], ["b5"], []).Through(s => Counts(s, bound: 0)).ShouldEmit([], [], [], ["a 1..6 1", "b 5..10 1"]);
    }

    [Fact]
    public void Sessions_come_in_ascending_order_of_their_ends_and_batches_without_rows_give_what_is_due()
    {
        Batches(["a9", "b1", "c5", "x30"], []).Through(s => Counts(s, bound: 0)).ShouldEmit([], ["b 1..6 1", "c 5..10 1", "a 9..14 1"], ["x 30..35 1"]);
        Batches(["a1", "x30"], null).Through(s => Counts(s, bound: 0)).ShouldEmit([], ["a 1..6 1"], ["x 30..35 1"]);
    }

    [Fact]
    public void Keys_have_sessions_of_their_own_and_a_key_may_have_several_that_are_open()
    {
        Batches(["a1", "b3"], ["a5"]).Through(s => Counts(s, bound: 30)).ShouldEmit([], [], ["b 3..8 1", "a 1..10 2"]);
        Batches(["a1"], ["a20"], ["a9"], ["a21", "a2"]).Through(s => Counts(s, bound: 30)).ShouldEmit([], [], [], [], ["a 1..7 2", "a 9..14 1", "a 20..26 2"]);
    }

    [Fact]
    public void A_row_between_two_open_sessions_joins_them() =>
        Batches(["a1"], ["a9"], ["a5"]).Through(s => Counts(s, bound: 30)).ShouldEmit([], [], [], ["a 1..14 3"]);

    [Fact]
    public void A_row_that_would_join_a_closed_session_with_an_open_one_extends_the_open_one_only() =>
        Batches(["a1"], ["a10"], ["a6"]).Through(s => Counts(s, bound: 0)).ShouldEmit([], [], ["a 1..6 1"], ["a 6..15 2"]);

    [Fact]
    public void A_row_whose_session_would_have_closed_is_late()
    {
        Batches(["a1"], ["b20"], ["a15", "a30"], ["a16"]).Through(s => Counts(s, bound: 0)).ShouldEmit([], [], ["a 1..6 1"], ["b 20..25 1"], ["a 30..35 1"]);
        Batches(["b20"], ["a16"]).Through(s => Counts(s, bound: 0)).ShouldEmit([], [], ["a 16..21 1", "b 20..25 1"]);
    }

    [Fact]
    public void The_rows_of_a_batch_are_judged_together_whatever_their_order()
    {
        // a17 is not late, and a13 and a9 are in its session.
        foreach (var rows in new[] { new[] { "a9", "a13", "a17" }, ["a17", "a13", "a9"], ["a13", "a9", "a17"] })
        {
            Batches(["b20"], rows).Through(s => Counts(s, bound: 0)).ShouldEmit([], [], ["a 9..22 3", "b 20..25 1"]);
        }

        Batches(["b20"], ["a9", "a13"], ["a17"]).Through(s => Counts(s, bound: 0)).ShouldEmit([], [], [], ["a 17..22 1", "b 20..25 1"]);
    }

    [Fact]
    public void Late_gives_the_rows_that_are_in_no_session_with_the_batch_in_which_they_came()
    {
        Batches(["b20"], ["a9", "a13", "a17", "a3"], ["a2", "a30"], ["a18"]).Through(s => Sessions(s, 0).Late()).ShouldEmitInAnyOrder([], ["a3"], ["a2"], ["a18"]);
        Batches(["b20"], ["a9", "a3"]).Through(s => Sessions(s, 0).Select(x => x + "!").Late()).ShouldEmitInAnyOrder([], ["a9!", "a3!"]);
        Batches(["b20"], ["a9", "a3"], [], ["a4"]).Through(s => Sessions(s, 0).Late().Window(Batch(3)).Count()).ShouldEmit([0], [2], [2], [3]);
    }

    [Fact]
    public void Early_results_are_those_of_sessions_that_a_batch_touched_and_say_so() =>
        Batches(["a1", "b2"], ["a3"], ["a9", "c30"], [])
            .Through(s => Sessions(s, 8).Emit(Emission.Early).GroupBy(x => x[0]).Select(g => $"{g.Key} {Text(g.Window)} {g.Count()} {g.Window.IsFinal}"))
            .ShouldEmitInAnyOrder(
                ["a 1..6 1 False", "b 2..7 1 False"],
                ["a 1..8 2 False"],
                ["a 9..14 1 False", "c 30..35 1 False"],
                ["b 2..7 1 True", "a 1..8 2 True", "a 9..14 1 True"],
                ["c 30..35 1 True"]);

    [Fact]
    public void Over_batch_time_a_session_closes_with_the_batch_that_reaches_its_end_unless_it_has_more_rows()
    {
        Batches(["a"], [], ["a"], ["b"], [], []).Through(s => OverBatches(s, 2)).ShouldEmit([], [], [], [], ["a 1..5 2"], ["b 4..6 1"], []);
        Batches(["a"], ["a"], [], []).Through(s => OverBatches(s, 1)).ShouldEmit([], [], ["a 1..3 2"], [], []);
        Batches(["a"], [], ["a"]).Through(s => OverBatches(s, 1)).ShouldEmit([], ["a 1..2 1"], [], ["a 3..4 1"]);

        static IStreamQueryable<string> OverBatches(IStreamQueryable<string> s, int gap) =>
            s.SessionWindow(x => x, Batch(gap)).GroupBy(x => x).Select(g => $"{g.Key} {Text(g.Window)} {g.Count()}");
    }

    [Fact]
    public void Times_at_the_ends_of_the_calendar_are_in_sessions_too()
    {
        var (least, most) = (DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        foreach (var gap in new[] { Gap, TimeSpan.FromDays(3_000_000) })
        {
            Batches([least, least.AddSeconds(1), most, most.AddSeconds(-1)])
                .Through(s => s.WithEventTime(x => x, TimeSpan.FromDays(3_000_000)).SessionWindow(x => 0, gap).GroupBy(x => 0).Select(g => ValueTuple.Create(g.Count(), g.Window.Start, g.Window.End)))
                .ShouldEmit([], [(2, least, least.AddSeconds(1) + gap), (2, most.AddSeconds(-1), most)]);
        }

        Batches([least, most]).Through(s => s.WithEventTime(x => x, TimeSpan.Zero).SessionWindow(x => 0, most - least).Count()).ShouldEmit([], [2]);
    }

    [Fact]
    public void A_gap_of_zero_or_less_is_refused_at_the_call() => StreamTest.Run<int, int>([[1]], s =>
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => s.SessionWindow(x => x, TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => s.SessionWindow(x => x, TimeSpan.FromTicks(-1)));
        return s;
    });

    private static IStreamQueryable<string> Counts(IStreamQueryable<string> rows, int bound) =>
        Sessions(rows, bound).GroupBy(x => x[0]).Select(g => $"{g.Key} {Text(g.Window)} {g.Count()}");

    private static IStreamQueryable<string> Sessions(IStreamQueryable<string> rows, int bound) => rows
        .WithEventTime(x => long.Parse(x.Substring(1), System.Globalization.CultureInfo.InvariantCulture), TimeUnit.Seconds, TimeSpan.FromSeconds(bound)).SessionWindow(x => x[0], Gap);
}
