namespace Specification.Tests.Tables;

/// <summary>Windows of event time that overlap, leave gaps or start elsewhere; late, early and further results; idle sources. A row is its time in seconds.</summary>
public sealed class EventWindowSpecification : StreamSpecification
{
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    [Fact]
    public void A_row_is_in_each_window_that_holds_it() =>
        Batches([1, 7], [12], [22], []).Through(s => Sums(Timed(s).Window(Ten, Batch(5))))
            .ShouldEmit([], ["-5..5:1"], ["0..10:8"], ["5..15:19", "10..20:12"], ["15..25:22", "20..30:22"]);

    [Fact]
    public void A_length_that_is_no_multiple_of_the_slide() =>
        Batches([1, 7], [12], []).Through(s => Sums(Timed(s).Window(Batch(5), Batch(3))))
            .ShouldEmit([], ["-3..2:1", "0..5:1"], ["3..8:7", "6..11:7"], ["9..14:12", "12..17:12"]);

    [Fact]
    public void A_row_between_two_windows_is_in_none_and_not_late()
    {
        var s = Batches([1, 7], [25], [3, 8], []);
        s.Through(x => Sums(Timed(x).Window(Batch(5), Ten))).ShouldEmit([], ["0..5:1"], [], [], []);
        s.Through(x => Timed(x).Window(Batch(5), Ten).Late()).ShouldEmit([], [], [3], []);
    }

    [Fact]
    public void Windows_are_counted_from_the_offset()
    {
        Batches([1, 7], [25], []).Through(s => Sums(Timed(s).Window(Ten, offset: Batch(3)))).ShouldEmit([], ["-7..3:1"], ["3..13:7"], ["23..33:25"]);
        Batches([1, 7], [25], []).Through(s => Sums(Timed(s).Window(Ten, offset: Batch(-37)))).ShouldEmit([], ["-7..3:1"], ["3..13:7"], ["23..33:25"]);
    }

    [Fact]
    public void A_row_counts_in_those_of_its_windows_that_are_open() =>
        Batches([1], [11], [6], []).Through(s => Sums(Timed(s).Window(Ten, Batch(5)))).ShouldEmit([], [], ["-5..5:1", "0..10:1"], [], ["5..15:17", "10..20:11"]);

    [Fact]
    public void Late_rows_are_a_stream_of_the_batches_in_which_they_came()
    {
        Batches([1], [25], [4, 22, 9], null, [3]).Through(s => Timed(s).Window(Ten).Late()).ShouldEmit([], [], [4, 9], [3]);
        Batches([1], [25], [4, 22, 9], [3]).Through(s => Timed(s).Window(Ten).Where(x => x != 9).Late().Window(Batch(2)).Count()).ShouldEmit([0], [0], [1], [2]);
    }

    [Fact]
    public void Early_results_are_of_touched_groups_and_the_final_one_follows() =>
        Batches([1, 2, 3], [4], [11], []).Through(s => Timed(s).Window(Ten).Emit(Emission.Early).GroupBy(x => x % 2).Select(g => $"{g.Key}:{g.Sum()}{(g.Window.IsFinal ? "!" : "")}"))
            .ShouldEmitInAnyOrder(["1:4", "0:2"], ["0:6"], ["1:11"], ["1:4!", "0:6!"], ["1:11!"]);

    [Fact]
    public void Results_are_grouped_again_in_their_window() =>
        Batches([1, 2, 3, 12], []).Through(s => Timed(s).Window(Ten).CountBy(x => x % 2).GroupBy(p => p.Value > 1).Select(g => $"{g.Key}:{g.Count()}@{Text(g.Window)}"))
            .ShouldEmitInAnyOrder([], ["True:1@0..10", "False:1@0..10"], ["False:1@10..20"]);

    [Fact]
    public void Results_are_ordered_and_cut_window_by_window() =>
        Batches([1, 2, 3, 12, 15, 13], []).Through(s => Timed(s).Window(Batch(5)).OrderByDescending(x => x).Take(2)).ShouldEmit([], [3, 2, 13, 12], [15]);

    [Fact]
    public void Results_go_into_further_windows_by_the_last_instant_of_their_own() =>
        Batches([1, 2, 6, 11], [21], []).Through(s => Timed(s).Window(Batch(5)).Count().Window(Ten).Sum().Select((n, w) => n + "@" + Text(w)))
            .ShouldEmit([], ["3@0..10"], ["1@10..20"], ["1@20..30"]);

    [Fact]
    public void A_silent_source_holds_windows_open_until_it_is_idle()
    {
        var both = Batches([1], [11], [], [], []).And(null, null, [2], [], []);
        both.Through((a, b) => Sums(Timed(a.Concat(b)).Window(Ten))).ShouldEmit([], [], [], [], [], ["0..10:3", "10..20:11"]);
        both.Through((a, b) => Sums(a.Concat(b).WithEventTime(x => (long)x, TimeUnit.Seconds, TimeSpan.Zero, Batch(2)).Window(Ten))).ShouldEmit([], [], ["0..10:1"], [], [], ["10..20:11"]);
    }

    [Fact]
    public void Streams_with_watermarks_of_their_own_wait_for_each_other() =>
        Batches([1], [11], []).And([2], [], [15]).Through((a, b) => Sums(Timed(a).Concat(Timed(b)).Window(Ten))).ShouldEmit([], [], [], ["0..10:3", "10..20:26"]);

    private static IStreamQueryable<string> Sums(IStreamQueryable<int> windowed) => windowed.GroupBy(x => 0).Select(g => Text(g.Window) + ":" + g.Sum());

    private static IStreamQueryable<int> Timed(IStreamQueryable<int> seconds) => seconds.WithEventTime(x => (long)x, TimeUnit.Seconds, TimeSpan.Zero);
}
