namespace Specification.Tests.Tables;

/// <summary>Rows are their times in seconds, all with one key; or texts like "a10", a key and a time.</summary>
public sealed class IntervalJoinSpecification : StreamSpecification
{
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    [Fact]
    public void Both_ends_of_the_interval_are_inside() =>
        Batches([10]).And([4, 5, 10, 12, 13]).Through((a, b) => Join(a, b, before: 5, after: 2))
            .ShouldEmitInAnyOrder(["10-5", "10-10", "10-12"]);

    [Fact]
    public void An_interval_may_lie_wholly_after_or_before_the_outer_row()
    {
        Batches([10]).And([9, 10, 11, 12, 15, 16]).Through((a, b) => Join(a, b, before: -2, after: 5)).ShouldEmitInAnyOrder(["10-12", "10-15"]);
        Batches([10]).And([4, 5, 8, 9, 10, 11]).Through((a, b) => Join(a, b, before: 5, after: -2)).ShouldEmitInAnyOrder(["10-5", "10-8"]);
    }

    [Fact]
    public void An_interval_of_zero_length_pairs_equal_times()
    {
        Batches([10, 11], [10]).And([10], [11, 12]).Through((a, b) => Join(a, b, before: 0, after: 0)).ShouldEmitInAnyOrder(["10-10"], ["10-10", "11-11"]);
        Batches([10, 11]).And([12, 13]).Through((a, b) => Join(a, b, before: -2, after: 2)).ShouldEmitInAnyOrder(["10-12", "11-13"]);
    }

    [Fact]
    public void A_pair_is_given_in_the_batch_in_which_its_second_row_comes() =>
        Batches([10], [], [12], [11, 11]).And([], [10], [], [11]).Through((a, b) => Join(a, b, before: 1, after: 1))
            .ShouldEmitInAnyOrder([], ["10-10"], [], ["11-10", "11-10", "10-11", "11-11", "11-11", "12-11"]);

    [Fact]
    public void Keys_must_be_equal_and_a_null_key_meets_none()
    {
        Batches(["a1", "b1", "1"], ["c2"]).And(["a1", "1"], ["c1", "b2"]).Through((a, b) => Keyed(a, b, 9, 9)).ShouldEmitInAnyOrder(["a1-a1"], ["c2-c1", "b1-b2"]);
        Batches(["a1", "1"], []).And(["1"], ["1"]).Through((a, b) => LeftKeyed(a, b, 9, 9)).ShouldEmitInAnyOrder([], [], ["a1-", "1-"]);
    }

    [Fact]
    public void A_row_behind_the_watermark_is_left_out_and_one_at_it_is_not() =>
        Batches([10], [9], []).And([10], [], [9, 10]).Through((a, b) => Join(a, b, before: 5, after: 5, bound: 0))
            .ShouldEmitInAnyOrder(["10-10"], [], ["10-10"]);

    [Fact]
    public void The_watermark_is_the_smaller_of_the_two()
    {
        Batches([10], [100], [50], [49]).And([10], [], [50], [51]).Through((a, b) => Join(a, b, before: 0, after: 0, bound: 0)).ShouldEmitInAnyOrder(["10-10"], [], ["50-50"], []);
        Batches([10], [100]).And([100], [10]).Through((a, b) => Timed(a, 0).IntervalJoin(Timed(b, 90), x => 0, y => 0, Seconds(0), Seconds(0), (x, y) => x))
            .ShouldEmitInAnyOrder([], [10, 100]);
    }

    [Fact]
    public void Nothing_is_late_while_one_side_has_given_nothing() =>
        Batches([100], [10], [11]).And<int>([], null, [10]).Through((a, b) => Join(a, b, before: 0, after: 0, bound: 0)).ShouldEmitInAnyOrder([], [], ["10-10"]);

    [Fact]
    public void An_outer_row_that_has_met_none_comes_in_the_first_batch_whose_watermark_is_after_its_interval() =>
        Batches(["a10"], ["y15"], ["y16"], []).And([], ["z15"], ["z16"], []).Through((a, b) => LeftKeyed(a, b, 0, 5, bound: 0))
            .ShouldEmitInAnyOrder([], [], [], ["a10-"], ["y15-", "y16-"]);

    [Fact]
    public void A_partner_at_the_end_of_the_interval_may_come_until_then()
    {
        Batches(["a10"], ["y15"], ["y16"], []).And([], ["z15"], ["a15", "z16"], []).Through((a, b) => LeftKeyed(a, b, 0, 5, bound: 0))
            .ShouldEmitInAnyOrder([], [], ["a10-a15"], [], ["y15-", "y16-"]);
        Batches(["a10"], ["y15"], ["y16"], []).And([], ["z15"], ["z16"], ["a15"]).Through((a, b) => LeftKeyed(a, b, 0, 5, bound: 0))
            .ShouldEmitInAnyOrder([], [], [], ["a10-"], ["y15-", "y16-"]);
    }

    [Fact]
    public void A_null_key_comes_when_others_at_its_time_do() =>
        Batches(["10", "a10"], ["y16"], []).And(["z10"], ["z16"], []).Through((a, b) => LeftKeyed(a, b, 0, 5, bound: 0))
            .ShouldEmitInAnyOrder([], [], ["10-", "a10-"], ["y16-"]);

    [Fact]
    public void A_row_that_comes_after_its_interval_is_joined_and_then_given_at_once() =>
        Batches(["y16"], ["a20", "b20"], []).And(["b14", "z16"], ["b16"], []).Through((a, b) => LeftKeyed(a, b, 10, -5, bound: 0))
            .ShouldEmitInAnyOrder([], ["b20-b14", "a20-", "y16-"], [], []);

    [Fact]
    public void At_the_end_of_the_input_all_that_wait_are_given()
    {
        Batches(["a1", "b1"]).And(["b1"]).Through((a, b) => LeftKeyed(a, b, 0, 99)).ShouldEmitInAnyOrder(["b1-b1"], ["a1-"]);
        Batches(["a1", "b1"]).And(["b1"]).Through((a, b) => LeftKeyed(a, b, 0, 99)).With(o => o with { FlushAtEnd = false }).ShouldEmitInAnyOrder(["b1-b1"]);
    }

    [Fact]
    public void Batches_without_an_RDD_give_what_is_due() =>
        Batches<string>(["a10"], ["y16"], null, null).And<string>(["z16"], null, null, ["a16"]).Through((a, b) => LeftKeyed(a, b, 0, 5, bound: 0))
            .ShouldEmitInAnyOrder([], [], ["a10-"], [], ["y16-"]);

    [Fact]
    public void A_stream_joins_itself() =>
        Batches([1, 3], [4]).Through(s => Join(s, s, before: 1, after: 0)).ShouldEmitInAnyOrder(["1-1", "3-3"], ["4-4", "4-3"]);

    [Fact]
    public void A_join_of_batches_that_has_nothing_to_join_does_not_stop_it() =>
        Batches<string>(["a1"], null, ["b3"]).And(["a1"], ["b2"], ["b4"])
            .Through((a, b) => a.Join(Keyed(b, b, 9, 9), x => x[0], y => y[0], (x, y) => x + ":" + y))
            .ShouldEmitInAnyOrder(["a1:a1-a1"], ["b3:b2-b4", "b3:b4-b2", "b3:b4-b4"]);

    [Fact]
    public void Values_of_value_types_are_default_where_there_is_none() =>
        Batches([(1, 5)]).And<(int Key, int Time)>([(2, 5)])
            .Through((a, b) => a.WithEventTime(x => (long)x.Item2, TimeUnit.Seconds, Ten)
                .LeftIntervalJoin(b.WithEventTime(x => (long)x.Time, TimeUnit.Seconds, Ten), x => x.Item1, y => y.Key, Ten, Ten, (x, y) => x.Item1 + y.Key))
            .ShouldEmit([], [1]);

    [Fact]
    public void What_has_no_time_to_compare_is_refused()
    {
        Batches([1]).And([1]).Through((a, b) => Timed(a, 0).IntervalJoin(b, x => x, y => y, Ten, Ten, (x, y) => x)).ShouldFail("LS1004");
        Batches([1]).And([1]).Through((a, b) => Timed(a, 0).Window(Ten).LeftIntervalJoin(Timed(b, 0), x => x, y => y, Ten, Ten, (x, y) => x)).ShouldFail("LS1004");
        Assert.Throws<ArgumentOutOfRangeException>(() => Batches([1]).Through(s => Join(s, s, before: 1, after: -2)).ShouldEmit([]));
    }

    private static IStreamQueryable<string> Join(IStreamQueryable<int> a, IStreamQueryable<int> b, int before, int after, int bound = 1000) =>
        Timed(a, bound).IntervalJoin(Timed(b, bound), x => 0, y => 0, Seconds(before), Seconds(after), (x, y) => x + "-" + y);

    private static IStreamQueryable<string> Keyed(IStreamQueryable<string> a, IStreamQueryable<string> b, int before, int after, int bound = 1000) =>
        Timed(a, bound).IntervalJoin(Timed(b, bound), x => Key(x), y => Key(y), Seconds(before), Seconds(after), (x, y) => x + "-" + y);

    private static IStreamQueryable<string> LeftKeyed(IStreamQueryable<string> a, IStreamQueryable<string> b, int before, int after, int bound = 1000) =>
        Timed(a, bound).LeftIntervalJoin(Timed(b, bound), x => Key(x), y => Key(y), Seconds(before), Seconds(after), (x, y) => x + "-" + y);

    private static IStreamQueryable<int> Timed(IStreamQueryable<int> seconds, int bound) =>
        seconds.WithEventTime(x => (long)x, TimeUnit.Seconds, Seconds(bound));

    private static IStreamQueryable<string> Timed(IStreamQueryable<string> rows, int bound) =>
        rows.WithEventTime(x => Time(x), TimeUnit.Seconds, Seconds(bound));

    private static string? Key(string row) => char.IsLetter(row[0]) ? row[..1] : null;

    private static long Time(string row) => long.Parse(row.TrimStart('a', 'b', 'c', 'y', 'z'), System.Globalization.CultureInfo.InvariantCulture);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
