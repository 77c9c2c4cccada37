namespace Specification.Tests.Tables;

/// <summary>Joins with everything so far, times to live, and the first rows so far.</summary>
public sealed class SoFarSpecification : StreamSpecification
{
    [Fact]
    public void A_batch_meets_everything_up_to_and_including_it_and_is_not_met_later() =>
        Batches(["a"], ["b"], ["a", "c"]).And(["a1"], ["a2", "b1"], ["c1", "b2"])
            .Through((now, past) => now.Join(past.Accumulate(), x => x, y => y.Substring(0, 1), (x, y) => x + y))
            .ShouldEmitInAnyOrder(["aa1"], ["bb1"], ["aa1", "aa2", "cc1"]);

    [Fact]
    public void A_window_meets_everything_so_far_at_its_times() =>
        Batches(["a"], ["b"], ["c"], []).And([], ["a1"], ["b1"], ["c1"])
            .Through((now, past) => now.Window(Batch(3), Batch(2)).Join(past.Accumulate(), x => x, y => y.Substring(0, 1), (x, y) => x + y))
            .ShouldEmitInAnyOrder(["aa1"], ["bb1", "cc1"]);

    [Fact]
    public void Rows_without_a_match_are_given_on_the_side_that_keeps_them()
    {
        var both = Batches(["a", null], ["b"]).And(["a1", "z1"], []);
        both.Through((now, past) => now.LeftJoin(past.Accumulate(), x => x, y => y.Substring(0, 1), (x, y) => (x ?? "null") + (y ?? "-"))).ShouldEmitInAnyOrder(["aa1", "null-"], ["b-"]);
        both.Through((now, past) => now.RightJoin(past.Accumulate(), x => x, y => y.Substring(0, 1), (x, y) => (x ?? "-") + y)).ShouldEmitInAnyOrder(["aa1", "-z1"], ["-a1", "-z1"]);
        both.Through((now, past) => past.Accumulate().FullJoin(now, x => x.Substring(0, 1), y => y, (x, y) => (x ?? "-") + (y ?? "-"))).ShouldEmitInAnyOrder(["a1a", "z1-", "--"], ["a1-", "z1-", "-b"]);
        both.Through((now, past) => past.Accumulate().GroupJoin(now, x => x.Substring(0, 1), y => y, (x, ys) => x + ys.Count())).ShouldEmitInAnyOrder(["a11", "z10"], ["a10", "z10"]);
    }

    [Fact]
    public void A_batch_meets_all_results_so_far_also_of_batches_at_which_it_had_no_RDD() =>
        Batches(null, ["a"], null, ["a", "b"]).And(["a", "b"], ["a"], ["b"], [])
            .Through((now, past) => now.Join(past.Accumulate().CountBy(x => x), x => x, y => y.Key, (x, y) => x + y.Value))
            .ShouldEmitInAnyOrder(["a2"], ["a2", "b2"]);

    [Fact]
    public void A_function_of_two_streams_takes_in_batches_at_which_one_had_no_RDD() =>
        Batches(null, ["a"]).And(["b", "b"], []).Through((now, past) => now.Transform(past.Accumulate().Emit(Emission.Complete).CountBy(x => x), (xs, ys, time) => xs.Concat(ys.Select(y => y.Key + y.Value))))
            .ShouldEmitInAnyOrder(["a", "b2"]);

    [Fact]
    public void Rows_with_a_null_key_live_together_across_a_restart()
    {
        var both = Batches(["x"], ["x"], ["x"], ["x"], ["x"]).And([null, "a"], [], [null], [], []);
        for (var restart = 0; restart < 5; restart++)
        {
            both.Through((now, past) => now.RightJoin(past.Accumulate(Batch(2)), x => x, y => y, (x, y) => (x ?? "-") + (y ?? "null"))).With(o => o with { RestartAfterBatch = restart })
                .ShouldEmitInAnyOrder(["-null", "-a"], ["-null", "-a"], ["-null", "-null", "-a"], ["-null", "-null"], ["-null", "-null"]);
        }
    }

    [Fact]
    public void Each_pair_of_everything_so_far_comes_once() =>
        Batches(["a"], ["a", "b"], []).And([], ["a"], ["b", "a"]).Through((x, y) => x.Accumulate().Join(y.Accumulate(), l => l, r => r, (l, r) => l))
            .ShouldEmitInAnyOrder([], ["a", "a"], ["b", "a", "a"]);

    [Fact]
    public void Windows_of_event_time_meet_everything_so_far_when_they_close() =>
        Batches([1, 2], [11], []).And([1], [2], [1])
            .Through((now, past) => Windowed(now).LeftJoin(past.Accumulate(), x => x, y => y, (x, y) => x * 10 + y)).ShouldEmitInAnyOrder([], [], [11, 11, 22], [110]);

    [Fact]
    public void Windows_of_event_time_meet_each_other_when_the_smaller_watermark_closes_them() =>
        Batches([1, 2], [15], [], []).And([2, 3], [9], [12], [])
            .Through((a, b) => Windowed(a).FullJoin(Windowed(b), x => (int?)x, y => (int?)y, (x, y) => x * 100 + y)).ShouldEmitInAnyOrder([], [], [], [100, 202, 3, 9], [1500, 12]);

    [Fact]
    public void Results_of_windows_meet_rows_of_the_same_windows() =>
        Batches([1, 2, 12], [25], []).And([3, 14], [25], [])
            .Through((a, b) => Windowed(a).Count().Join(Windowed(b), n => n, y => (long)(y % 10 - 1), (n, y) => n * 100 + y)).ShouldEmitInAnyOrder([], [203], [], []);

    [Fact]
    public void What_is_not_touched_for_longer_than_it_lives_is_forgotten()
    {
        var words = Batches(["a", "b"], ["a"], [], ["b"], ["a"], ["a"]);
        words.Through(s => s.Accumulate(Batch(2)).CountBy(x => x)).ShouldEmitInAnyOrder([Pair("a", 1L), Pair("b", 1L)], [Pair("a", 2L)], [], [Pair("b", 1L)], [Pair("a", 1L)], [Pair("a", 2L)]);
        words.Through(s => s.Accumulate(Batch(2)).Emit(Emission.Complete).CountBy(x => x)).ShouldEmitInAnyOrder(
            [Pair("a", 1L), Pair("b", 1L)], [Pair("a", 2L), Pair("b", 1L)], [Pair("a", 2L), Pair("b", 1L)], [Pair("a", 2L), Pair("b", 1L)], [Pair("a", 1L), Pair("b", 1L)], [Pair("a", 2L), Pair("b", 1L)]);
        words.Through(s => s.Accumulate(Batch(2)).Distinct()).ShouldEmitInAnyOrder(["a", "b"], [], [], ["b"], ["a"], []);
    }

    [Fact]
    public void The_first_rows_so_far_are_given_when_a_batch_has_rows_or_in_every_batch()
    {
        var numbers = Batches([5, 3], [], [9, 4], [1]);
        numbers.Through(s => s.Accumulate().OrderByDescending(x => x % 5).ThenBy(x => x).Take(2)).ShouldEmit([3, 5], [], [4, 9], [4, 9]);
        numbers.Through(s => s.Accumulate().OrderByDescending(x => x % 5).ThenBy(x => x).Take(2).Emit(Emission.Complete)).ShouldEmit([3, 5], [3, 5], [4, 9], [4, 9]);
        numbers.Through(s => s.Accumulate().OrderBy(x => x).Take(0)).ShouldEmit([], [], [], []);
        numbers.Through(s => s.Accumulate().GroupBy(x => x % 2).SelectMany(g => g.OrderBy(x => x).Take(1))).ShouldEmitInAnyOrder([3], [], [3, 4], [1]);
    }

    [Fact]
    public void What_has_no_meaning_is_refused()
    {
        var both = Batches([1]).And([1]);
        both.Through((a, b) => a.Accumulate().LeftJoin(b.Accumulate(), x => x, y => y, (x, y) => x)).ShouldFail("LS1004");
        both.Through((a, b) => Windowed(a).RightJoin(b.Accumulate(), x => x, y => y, (x, y) => y)).ShouldFail("LS1004");
        both.Through((a, b) => Windowed(a).Join(b, x => x, y => y, (x, y) => y)).ShouldFail("LS1004");
        both.Through((a, b) => a.Join(b.Window(Batch(2), Batch(2)).Accumulate().CountBy(y => y), x => x, y => y.Key, (x, y) => x)).ShouldFail("LS1004");
        Batches([1]).Through(s => s.Accumulate().OrderBy(x => x)).ShouldFail("LS1002");
    }

    private static IStreamQueryable<int> Windowed(IStreamQueryable<int> seconds) => seconds.WithEventTime(x => (long)x, TimeUnit.Seconds, TimeSpan.Zero).Window(TimeSpan.FromSeconds(10));
}
