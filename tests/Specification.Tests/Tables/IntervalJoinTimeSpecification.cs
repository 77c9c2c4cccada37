namespace Specification.Tests.Tables;

/// <summary>The times of what interval joins give, and of what they are given; a row is its time in seconds.</summary>
public sealed class IntervalJoinTimeSpecification : StreamSpecification
{
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);
    private static readonly DateTimeOffset First = DateTimeOffset.MinValue;
    private static readonly DateTimeOffset Last = DateTimeOffset.MaxValue;

    [Fact]
    public void A_pair_is_in_the_window_of_its_later_row() =>
        Batches([8, 9], [12], [20], [21]).And([12], [9], [20], [21]).Through((a, b) => Counts(Join(a, b, 5, 5)))
            .ShouldEmitInAnyOrder([], [], ["0..10:2"], ["10..20:4"], ["20..30:4"]);

    [Fact]
    public void A_row_that_waited_in_vain_is_in_the_window_of_its_own_time()
    {
        // At second 3 the watermark is 14, after the interval of 8, and that of the result is 9, so the window waits for it; at second 4 it is 10.
        Batches([8], [14], [15], [], []).And([1], [14], [15], [], []).Through((a, b) => Counts(Left(a, b, 0, 5)))
            .ShouldEmitInAnyOrder([], [], [], ["0..10:1"], [], ["10..20:3"]);
        Batches([8], [14], [15], [], []).And([1], [14], [15], [], []).Through((a, b) => Left(a, b, 0, 5))
            .ShouldEmitInAnyOrder([], ["14-14"], ["8-0", "15-15", "14-15"], [], [], []);
    }

    [Fact]
    public void Rows_keep_their_time_through_operators_of_single_rows() =>
        Batches([8], [20]).And([12], [20]).Through((a, b) => Counts(Join(a, b, 5, 5).Where(x => x != "").Select(x => x + "!").SelectMany(x => new[] { x, x })))
            .ShouldEmitInAnyOrder([], [], ["10..20:2", "20..30:2"]);

    [Fact]
    public void Joins_follow_each_other() =>
        Batches([10], [20]).And([15], [25])
            .Through((a, b) => Join(a, b, 5, 5, bound: 100).IntervalJoin(Timed(a, 100), x => 0, y => 0, Seconds(0), Ten, (x, y) => x + "-" + y))
            .ShouldEmitInAnyOrder([], ["10-15-20", "20-15-20"]);

    [Fact]
    public void A_left_join_after_a_left_join_waits_for_both() =>
        Batches(["a10"], ["y16"], ["y21"], ["y22"], []).And(["z10"], ["z16"], ["z21"], ["z22"], [])
            .Through((a, b) => Timed(a, 0).LeftIntervalJoin(Timed(b, 0), x => x[0], y => y[0], Seconds(0), Seconds(5), (x, y) => x + "-" + y)
                .LeftIntervalJoin(Timed(b, 0), x => x[0], y => y[0], Seconds(0), Seconds(6), (x, y) => x + "-" + y))
            .ShouldEmitInAnyOrder([], [], [], [], ["a10--"], ["y16--", "y21--", "y22--"]);

    [Fact]
    public void Results_of_windows_have_the_time_of_their_end() =>
        Batches([1, 2], [11], [31], [], []).And([12], [21], [31], [], [])
            .Through((a, b) => Windowed(a).IntervalJoin(Windowed(b), x => 0, y => 0, Seconds(0), Ten, (x, y) => x + "," + y))
            .ShouldEmitInAnyOrder([], [], ["0..10:2,10..20:1"], ["10..20:1,10..20:1", "10..20:1,20..30:1"], [], ["30..40:1,30..40:1"]);

    [Fact]
    public void Results_of_windows_join_rows_and_are_not_late_when_their_window_closes() =>
        Batches([1], [11], [21], []).And([10], [11], [21, 10], [])
            .Through((a, b) => Windowed(a).LeftIntervalJoin(Timed(b, 0), x => 0, y => 0, Seconds(0), Seconds(2), (x, y) => x + "-" + y))
            .ShouldEmitInAnyOrder([], [], ["0..10:1-10", "0..10:1-11"], ["10..20:1-21"], ["20..30:1-0"]);

    [Fact]
    public void Results_of_sessions_have_the_time_of_their_end() =>
        Batches(["a1", "a3"], ["a20"], ["a40"], []).And(["a8"], ["a20"], ["a40"], [])
            .Through((a, b) => Timed(a, 0).SessionWindow(x => x[0], Seconds(5)).GroupBy(x => x[0]).Select(g => ValueTuple.Create(g.Key, g.Count()))
                .LeftIntervalJoin(Timed(b, 0), x => x.Item1, y => y[0], Seconds(0), Seconds(1), (x, y) => x.Item2 + "-" + y))
            .ShouldEmitInAnyOrder([], [], ["2-a8"], ["1-"], ["1-"]);

    [Theory]
    [InlineData(0L, "1-1", "9999-9999")]
    [InlineData(10_000_000L, "1-1", "9999-9999")]
    [InlineData(long.MaxValue, "1-1", "9999-9999", "1-9999", "9999-1")]
    public void The_first_and_the_last_time_are_times_like_others(long ticks, params string[] pairs) =>
        Batches([First, Last], []).And([First, Last], []).Through((a, b) => OfYears(a, b, new TimeSpan(ticks), new TimeSpan(ticks))).ShouldEmitInAnyOrder(pairs, [], []);

    [Fact]
    public void An_interval_beyond_all_times_holds_none_and_is_waited_for_until_the_end() =>
        Batches([First, Last], []).And([First, Last], []).Through((a, b) => OfYears(a, b, -TimeSpan.MaxValue, TimeSpan.MaxValue)).ShouldEmitInAnyOrder([], [], ["1-0", "9999-0"]);

    [Fact]
    public void An_interval_before_all_times_holds_none_and_has_passed_at_once() =>
        Batches([First, Last], []).And([First, Last], []).Through((a, b) => OfYears(a, b, TimeSpan.MaxValue, -TimeSpan.MaxValue)).ShouldEmitInAnyOrder([], ["1-0", "9999-0"], []);

    [Fact]
    public void What_follows_waits_no_longer_than_for_ever() =>
        Batches([First], [Last], []).And([], [Last], [])
            .Through((a, b) => OfYears(a, b, TimeSpan.Zero, TimeSpan.MaxValue)
                .LeftIntervalJoin(b.WithEventTime(x => x, TimeSpan.Zero), x => x, y => "", TimeSpan.Zero, TimeSpan.MaxValue, (x, y) => x)
                .LeftIntervalJoin(b.WithEventTime(x => x, TimeSpan.Zero), x => x, y => "", TimeSpan.MaxValue, TimeSpan.MaxValue, (x, y) => x)
                .Where(x => x[0] == '1'))
            .ShouldEmitInAnyOrder([], [], [], ["1-9999"]);

    private static IStreamQueryable<string> OfYears(IStreamQueryable<DateTimeOffset> a, IStreamQueryable<DateTimeOffset> b, TimeSpan before, TimeSpan after) =>
        a.WithEventTime(x => x, TimeSpan.Zero).LeftIntervalJoin(
            b.WithEventTime(x => x, TimeSpan.Zero).Select(x => x.Year), x => 0, y => 0, before, after, (x, y) => x.Year + "-" + y);

    private static IStreamQueryable<string> Counts(IStreamQueryable<string> rows) => rows.Window(Ten).GroupBy(x => 0).Select(g => Text(g.Window) + ":" + g.Count());

    private static IStreamQueryable<string> Windowed(IStreamQueryable<int> rows) => Counts(Timed(rows, 0).Select(x => ""));

    private static IStreamQueryable<string> Join(IStreamQueryable<int> a, IStreamQueryable<int> b, int before, int after, int bound = 0) =>
        Timed(a, bound).IntervalJoin(Timed(b, bound), x => 0, y => 0, Seconds(before), Seconds(after), (x, y) => x + "-" + y);

    private static IStreamQueryable<string> Left(IStreamQueryable<int> a, IStreamQueryable<int> b, int before, int after) =>
        Timed(a, 0).LeftIntervalJoin(Timed(b, 0), x => 0, y => 0, Seconds(before), Seconds(after), (x, y) => x + "-" + y);

    private static IStreamQueryable<int> Timed(IStreamQueryable<int> seconds, int bound) =>
        seconds.WithEventTime(x => (long)x, TimeUnit.Seconds, Seconds(bound));

    private static IStreamQueryable<string> Timed(IStreamQueryable<string> rows, int bound) =>
        rows.WithEventTime(x => long.Parse(x.Substring(1), System.Globalization.CultureInfo.InvariantCulture), TimeUnit.Seconds, Seconds(bound));

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
