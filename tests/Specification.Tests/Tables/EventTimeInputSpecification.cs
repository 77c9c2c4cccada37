namespace Specification.Tests.Tables;

/// <summary>Event times that are none, that lie at the ends of all times, or far ahead; and arguments that cannot be.</summary>
public sealed class EventTimeInputSpecification : StreamSpecification
{
    private static readonly long Last = DateTimeOffset.MaxValue.Ticks;
    private static readonly TimeSpan Ten = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(DateTimeKind.Unspecified)]
    [InlineData(DateTimeKind.Local)]
    public void A_time_of_no_zone_fails_its_batch(DateTimeKind kind)
    {
        var time = new DateTime(2020, 1, 1, 0, 0, 0, kind);
        var failure = Batches([At(1).UtcDateTime], [time]).Through(s => s.WithEventTime(x => x, TimeSpan.Zero).Window(Ten, Batch(4)).Count()).ShouldFail("LS3005");
        Assert.Equal([time], failure.Parameters);
    }

    [Theory]
    [InlineData(long.MaxValue, TimeUnit.Seconds)]
    [InlineData(long.MinValue, TimeUnit.Milliseconds)]
    [InlineData(253_402_300_800, TimeUnit.Seconds)]
    [InlineData(-62_135_596_801, TimeUnit.Seconds)]
    public void A_number_out_of_all_times_fails_its_batch(long time, TimeUnit unit)
    {
        var failure = Batches([0L, time]).Through(s => s.WithEventTime(x => x, unit, TimeSpan.Zero).Window(Ten).Count()).ShouldFail("LS3006");
        Assert.Equal([time, unit], failure.Parameters);
    }

    [Fact]
    public void The_first_and_the_last_instant_are_times() =>
        Batches([DateTimeOffset.MinValue, DateTimeOffset.MaxValue], [])
            .Through(s => s.WithEventTime(x => x, TimeSpan.Zero).Window(TimeSpan.FromDays(1)).GroupBy(x => 0).Select(g => $"{g.Window.Start:yyyy-MM-dd}..{g.Window.End:yyyy-MM-dd} {g.Count()}"))
            .ShouldEmit([], ["0001-01-01..0001-01-02 1"], ["9999-12-31..9999-12-31 1"]);

    // What is closed by the end of the input is one list; the first window starts before all times, the last ends after them.
    [Fact]
    public void Windows_around_the_first_and_the_last_instant_end_at_them() =>
        Batches([DateTimeOffset.MinValue], [DateTimeOffset.MaxValue])
            .Through(s => s.WithEventTime(x => x, TimeSpan.FromDays(4_000_000)).Window(Batch(4), Batch(2)).GroupBy(x => 0).Select(g => $"{g.Window.Start.Ticks}..{g.Window.End.Ticks} {g.Count()}"))
            .ShouldEmit([], [], ["0..20000000 1", "0..40000000 1", $"{Last - 39_999_999}..{Last} 1", $"{Last - 19_999_999}..{Last} 1"]);

    [Fact]
    public void A_row_far_ahead_makes_all_that_follow_late()
    {
        var s = Batches([1, 2], [1_000_000], [3], [11]);
        s.Through(x => Timed(x).Window(Ten).Count()).ShouldEmit([], [], [2], [], [1]);
        s.Through(x => Timed(x).Window(Ten).Late()).ShouldEmit([], [], [3], [11]);
    }

    [Fact]
    public void A_row_further_ahead_than_the_guard_does_not_move_the_watermark()
    {
        var s = Batches([1, 2], [1_000_000], [3], [11], []);
        s.Through(x => Guarded(x).Window(Ten).Count()).ShouldEmit([], [], [], [], [3], [1, 1]);
        s.Through(x => Guarded(x).Window(Ten).Late()).ShouldEmit([], [], [], [], []);
    }

    [Fact]
    public void A_row_exactly_as_far_ahead_as_the_guard_moves_the_watermark() =>
        Batches([1, 61], [2], [62, 63]).Through(x => Guarded(x).Window(Ten).Count()).ShouldEmit([], [1], [], [3]);

    [Fact]
    public void A_time_that_goes_back_by_a_year_is_late_and_moves_nothing()
    {
        var s = Batches([1], [12], [12 - (365 * 86_400), 13], [25], []);
        s.Through(x => Timed(x).Window(Ten).Count()).ShouldEmit([], [], [1], [], [2], [1]);
        s.Through(x => Timed(x).Window(Ten).Late()).ShouldEmit([], [], [12 - (365 * 86_400)], [], []);
    }

    [Fact]
    public void Keys_that_are_no_numbers_are_one_key_in_each_window() =>
        Batches([double.NaN, 0.0, -0.0, double.NaN], []).Through(s => s.WithEventTime(x => 1L, TimeUnit.Seconds, TimeSpan.Zero).Window(Batch(4), Batch(2)).CountBy(x => x))
            .ShouldEmitInAnyOrder([], [], [Pair(double.NaN, 2L), Pair(0.0, 2L), Pair(double.NaN, 2L), Pair(0.0, 2L)]);

    [Fact]
    public void Lengths_slides_gaps_and_bounds_that_cannot_be_are_refused_at_the_call() => StreamTest.Run<int, int>([[1]], s =>
    {
        var timed = Timed(s);
        Action[] calls =
        [
            () => timed.Window(TimeSpan.Zero), () => timed.Window(-Ten), () => timed.Window(Ten, TimeSpan.Zero), () => timed.Window(Ten, -Ten), () => timed.Window(Ten, -Ten, TimeSpan.Zero),
            () => timed.Window(-Ten, offset: Ten), () => timed.SessionWindow(x => x, TimeSpan.Zero), () => timed.SessionWindow(x => x, -Ten), () => s.Accumulate(TimeSpan.Zero), () => s.Accumulate(-Ten),
            () => s.WithEventTime(x => (long)x, TimeUnit.Seconds, -Ten), () => s.WithEventTime(x => At(x), -Ten), () => s.WithEventTime(x => At(x), Ten, TimeSpan.Zero), () => s.WithEventTime(x => At(x), Ten, -Ten),
            () => s.WithEventTime(x => At(x), Ten, null, -Ten), () => s.WithEventTime(x => (long)x, (TimeUnit)9, Ten), () => s.Emit((Emission)9),
        ];
        Assert.All(calls, call => Assert.Throws<ArgumentOutOfRangeException>(call));
        return s;
    });

    private static IStreamQueryable<int> Timed(IStreamQueryable<int> seconds) => seconds.WithEventTime(x => (long)x, TimeUnit.Seconds, TimeSpan.Zero);

    private static IStreamQueryable<int> Guarded(IStreamQueryable<int> seconds) => seconds.WithEventTime(x => (long)x, TimeUnit.Seconds, TimeSpan.Zero, null, TimeSpan.FromSeconds(60));
}
