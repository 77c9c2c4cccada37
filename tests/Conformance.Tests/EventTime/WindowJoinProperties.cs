using Conformance.Tests.Incremental;
using Conformance.Tests.Joins;

namespace Conformance.Tests.EventTime;

/// <summary>Joins of windows of event time: per equal window, when the smaller watermark has closed it, against all pairs of the two contents.</summary>
public sealed class WindowJoinProperties
{
    [Fact]
    [GeneratedCases(1200, PerRun = GenerateEvents.PerRun)]
    public void Raw_rows_meet_in_their_windows() => this.CheckRuns(GenerateEvents.TwoSources, run => run.Expect(
        (a, b) => Windows(Join(run, Raw(First(a, run)), Raw(Second(b, run)))),
        Pairs(run, EventWindowOracle.Run(
            [.. run.Rows(run.First).Zip(run.Rows(run.Second), (a, b) => (IReadOnlyList<(long Ticks, bool IsOuter, Side Row)>)[.. a.Select(x => (x.Ticks, true, Raw(x))), .. b.Select(x => (x.Ticks, false, Raw(x)))])],
            x => x.Ticks, run.Shape, Watermarks.Least(Clock(run), OtherClock(run))), x => (x.IsOuter, x.Row))));

    [Fact]
    [GeneratedCases(1200, PerRun = GenerateEvents.PerRun)]
    public void Results_and_raw_rows_meet_when_both_have_closed() => this.CheckRuns(GenerateEvents.TwoSources, run =>
    {
        // At least one of the two is a result, in every mix.
        var (isFirst, isSecond) = (run.Choices.Query / 15 % 3 != 0, run.Choices.Query / 15 % 3 != 1);
        var first = Closed(run, run.First, Clock(run), isFirst);
        var second = Closed(run, run.Second, OtherClock(run), isSecond);
        var both = first.Zip(second, (a, b) => (IReadOnlyList<((bool, Side), Bounds)>)[.. a.Select(x => ((true, x.Row), x.Bounds)), .. b.Select(x => ((false, x.Row), x.Bounds))]).ToArray();
        run.Expect(
            (a, b) => Windows(Join(run, isFirst ? Result(First(a, run)) : Raw(First(a, run)), isSecond ? Result(Second(b, run)) : Raw(Second(b, run)))),
            Pairs(run, both.Wait(Watermarks.Least(Clock(run), OtherClock(run))), x => x));
    });

    [Fact]
    [GeneratedCases(600, PerRun = GenerateEvents.PerRun)]
    public void A_window_meets_itself_under_one_watermark() => this.CheckRuns(GenerateEvents.OneSource, run =>
    {
        var (isFirst, isSecond) = (run.Choices.Query / 15 % 2 == 0, run.Choices.Query / 30 % 2 == 0);
        run.Expect(
            rows => Of(run.Windowed(rows)),
            run.Outcomes().Select(outcome => outcome.Closed.SelectMany(window => Pairs(run, isFirst ? Results(window) : [.. window.Rows.Select(Raw)], isSecond ? Results(window) : [.. window.Rows.Select(Raw)], window.Window))));

        IStreamQueryable<string> Of(IStreamQueryable<Event> windowed) => Windows(Join(run, isFirst ? Result(windowed) : Raw(windowed), isSecond ? Result(windowed) : Raw(windowed)));
    });

    private static IStreamQueryable<Event> First(IStreamQueryable<Event> a, EventRun run) => run.Windowed(a);

    private static IStreamQueryable<Event> Second(IStreamQueryable<Event> b, EventRun run) => run.Shape.Over(run.Filtered(run.Timed(b, run.OtherRule)));

    private static Mark[] Clock(EventRun run) => Watermarks.Of(run.Rule, run.Count, run.First);

    private static Mark[] OtherClock(EventRun run) => Watermarks.Of(run.OtherRule, run.Count, run.Second);

    private static IStreamQueryable<string> Join(EventRun run, IStreamQueryable<Side> outer, IStreamQueryable<Side> inner) => Side.Join(Kind(run), run.Choices.Query / 5, outer, inner);

    private static string Kind(EventRun run) => Pairing.Kinds[run.Choices.Query % 5];

    private static IStreamQueryable<string> Windows(IStreamQueryable<string> pairs) => pairs.Select((pair, window) => pair + " " + WindowText.Of(window));

    private static IStreamQueryable<Side> Raw(IStreamQueryable<Event> windowed) => windowed.Select(x => new Side(x.Key, x.Name, x.Real, x.Text));

    private static IStreamQueryable<Side> Result(IStreamQueryable<Event> windowed) =>
        windowed.GroupBy(x => x.Key).Select(g => new Side(g.Key, g.First().Name, g.First().Real, string.Join("/", g.Select(x => x.Text))));

    private static Side Raw(Event x) => new(x.Key, x.Name, x.Real, x.Text);

    private static Side[] Results(Instance<Event> window) =>
        [.. window.Rows.GroupBy(x => x.Key).Select(g => new Side(g.Key, g.First().Name, g.First().Real, string.Join("/", g.Select(x => x.Text))))];

    // What one side gives when its own watermark closes its windows.
    private static IReadOnlyList<IReadOnlyList<(Side Row, Bounds Bounds)>> Closed(EventRun run, Event[]?[] source, Mark[] clock, bool isResult) =>
        EventWindowOracle.Run(run.Rows(source), x => x.Ticks, run.Shape, Watermarks.Least(clock)).Results(window => isResult ? Results(window) : window.Rows.Select(Raw));

    private static IEnumerable<IEnumerable<string>> Pairs<T>(EventRun run, IReadOnlyList<Outcome<T>> outcomes, Func<T, (bool IsOuter, Side Row)> side) => outcomes.Select(outcome => outcome.Closed.SelectMany(window =>
    {
        var sides = window.Rows.Select(side).ToLookup(x => x.IsOuter, x => x.Row);
        return Pairs(run, [.. sides[true]], [.. sides[false]], window.Window);
    }));

    private static IEnumerable<string> Pairs(EventRun run, Side[] outers, Side[] inners, TimeWindow window) =>
        Pairing.Of(Kind(run), outers, inners, x => x.KeyOf(run.Choices.Query / 5), y => y.KeyOf(run.Choices.Query / 5), x => x.Text, y => y.Text).Select(pair => $"{pair} {WindowText.Of(window)}");
}
