using Linq.Streaming;

namespace Planner.Tests.Binding;

/// <content>Windows and time.</content>
public sealed partial class RefusalTests
{
    [Theory]
    [InlineData(2.5, 1, "Window length 2500ms is not a multiple of its input's slide 1s. Use 2s or 3s.")]
    [InlineData(0.3, 1, "Window length 300ms is not a multiple of its input's slide 1s. Use 1s.")]
    [InlineData(3, 1.5, "Window slide 1500ms is not a multiple of its input's slide 1s. Use 1s or 2s.")]
    public void LS1102_windows_that_are_no_multiple_of_the_slide(double length, double slide, string message)
    {
        var error = Assert.Single(Refused(Numbers.Window(Seconds(length), Seconds(slide))));

        Assert.Equal("LS1102", error.Code);
        Assert.Equal(message, error.Message);
        Assert.Equal($".Window({Seconds(length)}, {Seconds(slide)})", error.Operator);
        Assert.Equal([slide == 1 ? "length" : "slide", Seconds(slide == 1 ? length : slide), Seconds(1)], error.Parameters);
    }

    [Fact]
    public void LS1102_the_slide_of_the_input_is_that_of_the_window_before()
    {
        var errors = Refused(Numbers.Window(Seconds(4), Seconds(2)).Window(Seconds(3), Seconds(5)));

        Assert.Equal(
            ["Window length 3s is not a multiple of its input's slide 2s. Use 2s or 4s.", "Window slide 5s is not a multiple of its input's slide 2s. Use 4s or 6s."],
            errors.Select(error => error.Message));
    }

    [Fact]
    public void LS1103_a_window_over_rows_in_a_window_or_everything_so_far()
    {
        var errors = Refused(EventWindow.Window(Seconds(2)), Numbers.Accumulate().Window(Seconds(2)), EventWindow.Emit(Emission.Early).CountBy(o => o.Customer).Window(Seconds(2)));

        Assert.Equal(
            [
                "'Window' cannot follow raw rows of an event-time window (00:00:05). Rows are in one kind of window: leave one of the two out, or aggregate before the second, whose windows then take the results by their own time.",
                "'Window' cannot follow raw rows of everything so far. Everything so far is one window without end: leave Accumulate() out, or put the window before it.",
                "'Window' cannot follow early results of an event-time window (00:00:05). Early results are not withdrawn: leave .Emit(Emission.Early) out, so that each result is given once.",
            ],
            errors.Select(error => error.Message));
        Assert.All(errors, error => Assert.Equal(("LS1103", ".Window(00:00:02)", "Window"), (error.Code, error.Operator, error.Parameters[0])));
        Assert.Equal("raw rows of everything so far", errors[1].Parameters[1]);
    }

    [Fact]
    public void LS1103_sessions_over_a_window()
    {
        var errors = Refused(
            Orders.Window(Seconds(2)).SessionWindow(o => o.Customer, Seconds(1)), EventWindow.SessionWindow(o => o.Customer, Seconds(1)), Orders.Accumulate().SessionWindow(o => o.Customer, Seconds(1)));

        Assert.All(errors, error => Assert.Equal(("LS1103", "SessionWindow"), (error.Code, error.Parameters[0])));
        Assert.Equal(
            ["a batch-time window (00:00:02 every 00:00:01)", "raw rows of an event-time window (00:00:05)", "raw rows of everything so far"], errors.Select(error => error.Parameters[1]));
    }

    [Fact]
    public void Windows_over_results_of_event_time_take_any_length()
    {
        Program.AddOutput(EventWindow.CountBy(o => o.Customer).Window(Seconds(7), Seconds(2)).Count().Window(Seconds(3)).Sum());
        Program.AddOutput(EventWindow.CountBy(o => o.Customer).SessionWindow(p => p.Key, Seconds(7)).Count());

        Assert.Equal(2, Program.Plan().Outputs.Count);
    }

    [Fact]
    public void LS1104_event_time_after_a_window() => Refuses(
        Orders.Window(Seconds(2)).WithEventTime(o => o.At, Seconds(1)), "LS1104", ".WithEventTime(o => o.At, 00:00:01)",
        "WithEventTime needs a stream without a window, but its input has a batch-time window (00:00:02 every 00:00:01). Move WithEventTime before Window.",
        "a batch-time window (00:00:02 every 00:00:01)");

    [Fact]
    public void LS1106_an_offset_over_batch_time() => Refuses(
        Numbers.Window(Seconds(4), Seconds(2), Seconds(1)), "LS1106", ".Window(00:00:04, 00:00:02, 00:00:01)",
        "A window over batch time has no offset, but 1s was given: such windows are counted from the start of the context. Leave the offset out, or give the stream an event time with WithEventTime.",
        Seconds(1));

    [Fact]
    public void LS1106_an_offset_over_a_window_of_batch_time_and_a_negative_one()
    {
        var errors = Refused(Numbers.Window(Seconds(2)).Window(Seconds(4), offset: Seconds(1)), Numbers.Window(Seconds(4), offset: Seconds(-1)));

        Assert.Equal([("LS1106", Seconds(1)), ("LS1106", Seconds(-1))], errors.Select(error => (error.Code, (TimeSpan)error.Parameters[0]!)));
    }

    [Fact]
    public void LS1107_late_elements_without_a_watermark() => Refuses(
        Timed.Late(), "LS1107", ".Late()",
        "Late needs elements in a window that a watermark closes, but its input has the rows of each batch (every 00:00:01) with event time. Write it after WithEventTime(…).Window(…) or SessionWindow(…), before any grouping.",
        "the rows of each batch (every 00:00:01) with event time");

    [Fact]
    public void LS1107_late_elements_of_what_no_watermark_closes()
    {
        var errors = Refused(
            Numbers.Late(), Numbers.Window(Seconds(2)).Late(), Numbers.Accumulate().Late(), EventWindow.CountBy(o => o.Customer).Late(), Orders.SessionWindow(o => o.Customer, Seconds(1)).Late());

        Assert.Equal(5, errors.Count);
        Assert.All(errors, error => Assert.Equal("LS1107", error.Code));
    }

    [Fact]
    public void LS1108_sessions_grouped_by_a_key_that_tells_less_apart() => Refuses(
        Timed.SessionWindow(o => o.Customer, Seconds(1)).GroupBy(o => o.Quantity), "LS1108", ".GroupBy(o => o.Quantity)",
        "Sessions by o.Customer cannot be grouped by o.Quantity, which tells less apart. Group by the key of the sessions, or by an object that has it as a member.",
        "o.Customer", "o.Quantity");

    [Fact]
    public void LS1109_a_window_longer_than_all_times() => Refuses(
        Timed.Window(TimeSpan.MaxValue), "LS1109", ".Window(10675199.02:48:05.4775807)",
        "The length 10675199.02:48:05.4775807 of a window over event time is longer than all times there are, which span the years 1 to 9999. Use Accumulate() for a window without end.",
        "length", TimeSpan.MaxValue);

    [Fact]
    public void LS1109_a_slide_or_a_gap_longer_than_all_times()
    {
        var errors = Refused(Timed.Window(Seconds(1), TimeSpan.MaxValue), Timed.SessionWindow(o => o.Customer, TimeSpan.MaxValue));

        Assert.Equal([("LS1109", "slide"), ("LS1109", "gap")], errors.Select(error => (error.Code, (string)error.Parameters[0]!)));
    }

    [Fact]
    public void A_window_may_be_as_long_as_all_times()
    {
        Program.AddOutput(Timed.Window(DateTime.MaxValue - DateTime.MinValue, offset: TimeSpan.MinValue).Count());

        Assert.Single(Program.Plan().Outputs);
    }

    [Fact]
    public void LS1002_an_emission_that_belongs_to_another_kind_of_window()
    {
        var errors = Refused(
            Numbers.Emit(Emission.Early), Numbers.Window(Seconds(2)).Emit(Emission.OnClose), Numbers.Accumulate().Emit(Emission.Early), EventWindow.Emit(Emission.Complete), EventWindow.CountBy(o => o.Customer).Emit(Emission.Update));

        Assert.Equal(5, errors.Count);
        Assert.All(errors, error => Assert.Equal(("LS1002", "Emit"), (error.Code, error.Parameters[0])));
        Assert.All(errors.Take(3), error => Assert.StartsWith("Emission.OnClose and Emission.Early belong to windows of event time and sessions", (string)error.Parameters[2]!, StringComparison.Ordinal));
        Assert.All(errors.Skip(3), error => Assert.StartsWith("Emission.Update and Emission.Complete belong to everything so far", (string)error.Parameters[2]!, StringComparison.Ordinal));
    }

    [Fact]
    public void LS1002_rows_that_would_be_given_early()
    {
        var early = Timed.Window(Seconds(5), Seconds(2)).Emit(Emission.Early);

        var errors = Refused(early, early.Select((o, w) => w.Start), early.Join(new[] { 1 }, o => o.Quantity, n => n, (o, n) => n, RowsReading.EachBatch));

        Assert.Equal(3, errors.Count);
        Assert.All(errors, error => Assert.Equal(("LS1002", "Emission.Early needs an aggregate: group the rows, or leave Emit out."), (error.Code, error.Parameters[2])));
    }

    [Fact]
    public void LS1002_early_results_where_each_result_must_come_once()
    {
        var early = EventWindow.Emit(Emission.Early).CountBy(o => o.Customer);

        var errors = Refused(
            early.CountBy(p => p.Value), early.Count(), early.Distinct(), early.Accumulate(), early.UpdateStateByKey<string, long, long>((key, values, state) => state),
            early.Concat(Orders.WithEventTime(o => o.At, Seconds(2)).Window(Seconds(5)).Emit(Emission.Early).CountBy(o => o.Customer)).CountBy(p => p.Key));

        Assert.Equal(6, errors.Count);
        Assert.All(errors, error => Assert.Equal(("LS1002", "early results of an event-time window (00:00:05)"), (error.Code, error.Parameters[1])));
        Assert.All(errors, error => Assert.Contains("leave .Emit(Emission.Early) out", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_window_of_event_time_need_not_be_a_multiple_of_the_batch_interval()
    {
        Program.AddOutput(Timed.Window(Seconds(0.7)).Count());

        Assert.Single(Program.Plan().Outputs);
    }
}
