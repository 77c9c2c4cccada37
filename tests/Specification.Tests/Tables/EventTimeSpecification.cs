namespace Specification.Tests.Tables;

/// <summary>Tumbling windows of 10 s over event time; a row is its time in seconds.</summary>
public sealed class EventTimeSpecification : StreamSpecification
{
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_window_closes_in_the_batch_after_the_one_that_moved_the_watermark_past_its_end() =>
        Batches([1, 5], [11], [12], []).Through(s => Counts(s, bound: 0)).ShouldEmitInAnyOrder([], [], ["0..10:2"], [], ["10..20:2"]);

    [Fact]
    public void The_watermark_stays_behind_the_latest_row_by_the_bound() =>
        Batches([1, 5], [14], [15], [3], []).Through(s => Counts(s, bound: 5)).ShouldEmitInAnyOrder([], [], [], ["0..10:2"], [], ["10..20:2"]);

    [Fact]
    public void Rows_of_closed_windows_are_left_out() =>
        Batches([1], [15], [3, 12], [4]).Through(s => Counts(s, bound: 0)).ShouldEmitInAnyOrder([], [], ["0..10:1"], [], ["10..20:2"]);

    [Fact]
    public void A_row_before_the_watermark_counts_while_its_window_is_open() =>
        Batches([9], [18], [11]).Through(s => Counts(s, bound: 0)).ShouldEmitInAnyOrder([], [], ["0..10:1"], ["10..20:2"]);

    [Fact]
    public void A_late_row_and_the_row_that_closes_its_window_in_one_batch_both_count() =>
        Batches([25, 1], []).Through(s => Counts(s, bound: 0)).ShouldEmitInAnyOrder([], ["0..10:1"], ["20..30:1"]);

    [Fact]
    public void Empty_batches_and_batches_without_an_RDD_emit_what_is_due()
    {
        Batches([1, 11], []).Through(s => Counts(s, bound: 0)).ShouldEmitInAnyOrder([], ["0..10:1"], ["10..20:1"]);
        Batches([1, 11], null).Through(s => Counts(s, bound: 0)).ShouldEmitInAnyOrder([], ["0..10:1"], ["10..20:1"]);
    }

    [Fact]
    public void A_watermark_at_the_end_of_a_window_closes_it() =>
        Batches([9], [10], []).Through(s => Counts(s, bound: 0)).ShouldEmitInAnyOrder([], [], ["0..10:1"], ["10..20:1"]);

    [Fact]
    public void Windows_come_in_ascending_order() =>
        Batches([31, 1, 12, 22], []).Through(s => Counts(s, bound: 0)).ShouldEmit([], ["0..10:1", "10..20:1", "20..30:1"], ["30..40:1"]);

    [Fact]
    public void Without_a_flush_open_windows_stay_open() =>
        Batches([1, 11], []).Through(s => Counts(s, bound: 0)).With(o => o with { FlushAtEnd = false }).ShouldEmit([], ["0..10:1"]);

    [Fact]
    public void Raw_rows_come_once_when_their_window_has_closed_in_input_order() =>
        Batches([2, 1], [11, 3], []).Through(s => Timed(s, 0).Window(Ten)).ShouldEmit([], [], [2, 1, 3], [11]);

    [Fact]
    public void Raw_rows_are_filtered_and_projected_within_their_window() =>
        Batches([2, 1], [11, 3], []).Through(s => Timed(s, 0).Window(Ten).Where(x => x != 1).Select((x, w) => x + "@" + Text(w)))
            .ShouldEmit([], [], ["2@0..10", "3@0..10"], ["11@10..20"]);

    [Fact]
    public void Scalars_give_one_row_for_each_window_and_none_for_empty_ones() =>
        Batches([2, 1], [31, 3], []).Through(s => Timed(s, 0).Window(Ten).Count()).ShouldEmit([], [], [3], [1]);

    [Fact]
    public void A_filter_before_event_time_moves_the_watermark_and_one_after_does_not()
    {
        Batches([1], [99], []).Through(s => Timed(s.Where(x => x < 50), 0).Window(Ten).Count()).ShouldEmit([], [], [], [1]);
        Batches([1], [99], []).Through(s => Timed(s, 0).Where(x => x < 50).Window(Ten).Count()).ShouldEmit([], [], [1], []);
    }

    [Fact]
    public void Windows_before_1970_are_aligned_too() =>
        Batches([-1, -10, -11], []).Through(s => Counts(s, bound: 0)).ShouldEmit([], ["-20..-10:1"], ["-10..0:2"]);

    [Fact]
    public void A_group_result_keeps_its_window() =>
        Batches([1, 12], []).Through(s => Timed(s, 0).Window(Ten).GroupBy(x => 0).Select(g => g.Sum()).Select((n, w) => n + "@" + Text(w)))
            .ShouldEmit([], ["1@0..10"], ["12@10..20"]);

    [Fact]
    public void Numbers_and_UTC_times_are_event_times_too()
    {
        Batches([1L, 11_000], []).Through(s => s.WithEventTime(x => x, TimeUnit.Milliseconds, TimeSpan.Zero).Window(Ten).Count()).ShouldEmit([], [1], [1]);
        Batches([At(1).UtcDateTime, At(11).UtcDateTime], []).Through(s => s.WithEventTime(x => x, TimeSpan.Zero).Window(Ten).Count()).ShouldEmit([], [1], [1]);
        Batches([new DateTime(2020, 1, 1)]).Through(s => s.WithEventTime(x => x, TimeSpan.Zero).Window(Ten).Count()).ShouldFail("LS3005");
    }

    [Fact]
    public void What_has_no_meaning_is_refused()
    {
        Batches([1]).Through(s => Timed(s.Window(Ten), 0)).ShouldFail("LS1104");
        Batches([1]).Through(s => Timed(s, 0).Window(Ten).Window(Ten)).ShouldFail("LS1103");
        Batches([1]).Through(s => s.Window(Batch(2), offset: Batch(1))).ShouldFail("LS1106");
        Batches([1]).Through(s => Timed(s, 0).Late()).ShouldFail("LS1107");
        Batches([1]).Through(s => Timed(s, 0).SessionWindow(x => x % 4, Ten).GroupBy(x => x % 2).Select(g => g.Count())).ShouldFail("LS1108");
        Batches([1]).Through(s => Timed(s, 0).Window(TimeSpan.MaxValue)).ShouldFail("LS1109");
        Batches([1]).Through(s => Timed(s, 0).Window(Ten).Emit(Emission.Complete).Count()).ShouldFail("LS1002");
        Batches([1]).Through(s => Timed(s, 0).Window(Ten).Emit(Emission.Early)).ShouldFail("LS1002");
    }

    private static IStreamQueryable<string> Counts(IStreamQueryable<int> seconds, int bound) =>
        Timed(seconds, bound).Window(Ten).GroupBy(x => 0).Select(g => Text(g.Window) + ":" + g.Count());

    private static IStreamQueryable<int> Timed(IStreamQueryable<int> seconds, int bound) =>
        seconds.WithEventTime(x => (long)x, TimeUnit.Seconds, TimeSpan.FromSeconds(bound));
}
