namespace Specification.Tests.Tables;

/// <summary>What operators make of sessions with a gap of 5 s; a row is its key and its time in seconds, and all of them come before any session closes.</summary>
public sealed class SessionOperatorSpecification : StreamSpecification
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(5);

    [Fact]
    public void Raw_rows_come_by_session_in_the_order_in_which_they_came()
    {
        Batches(["a9", "b2"], ["a1", "a12"], ["a5"]).Through(Sessions).ShouldEmit([], [], [], ["b2", "a9", "a1", "a12", "a5"]);
        Batches(["a9", "b2"], ["a1"]).Through(s => Sessions(s).Select((x, w) => x + " " + Text(w))).ShouldEmit([], [], ["a1 1..6", "b2 2..7", "a9 9..14"]);
    }

    [Fact]
    public void Aggregates_that_depend_on_the_order_of_rows_see_them_as_they_came() => Batches(["a9", "a8"], ["a1"], ["a5", "a2"])
        .Through(s => Sessions(s).GroupBy(x => x[0]).Select(g =>
            $"{string.Join(",", g.ToList())} {g.First()} {g.Last()} {g.MinBy(x => x.Length)} {g.Aggregate("", (all, x) => all + x)} {g.Aggregate((x, y) => x + y)} {g.Count()}"))
        .ShouldEmit([], [], [], ["a9,a8,a1,a5,a2 a9 a2 a9 a9a8a1a5a2 a9a8a1a5a2 5"]);

    [Fact]
    public void Scalars_come_once_for_each_session()
    {
        Batches(["a9", "b2"], ["a1", "a10"]).Through(s => Sessions(s).Count()).ShouldEmit([], [], [1, 1, 2]);
        Batches(["a9", "b2"], ["a1", "a10"]).Through(s => Sessions(s).Max()).ShouldEmit([], [], ["a1", "b2", "a9"]);
        Batches(["a9"], ["a5"]).Through(s => Sessions(s).Aggregate("", (all, x) => all + x)).ShouldEmit([], [], ["a9a5"]);
    }

    [Fact]
    public void Operators_of_whole_windows_work_on_one_session_at_a_time_also_where_two_have_the_same_window()
    {
        var rows = Batches(["a1", "b1"], ["b3", "a3", "a2"]);
        rows.Through(s => Sessions(s).OrderByDescending(x => x).Take(1)).ShouldEmitInAnyOrder([], [], ["a3", "b3"]);
        rows.Through(s => Sessions(s).Select(x => x[0]).Distinct()).ShouldEmitInAnyOrder([], [], ['a', 'b']);
        rows.Through(s => Sessions(s).Transform((all, _) => new[] { string.Concat(all) })).ShouldEmitInAnyOrder([], [], ["a1a3a2", "b1b3"]);
    }

    [Fact]
    public void A_finer_key_groups_within_sessions_and_another_is_refused()
    {
        Batches(["a1x", "a2y", "b3x"], ["a4x"]).Through(s => Wide(s).GroupBy(x => new { Key = x[0], Kind = x[2] }).Select(g => $"{g.Key.Key}{g.Key.Kind} {Text(g.Window)} {g.Count()}"))
            .ShouldEmitInAnyOrder([], [], ["ax 1..9 2", "ay 1..9 1", "bx 3..8 1"]);
        Batches(["a1x", "a2y", "b3x"]).Through(s => Wide(s).Select(x => new { Key = x[0], Kind = x[2] }).GroupBy(x => x).Select(g => g.Key.Kind)).ShouldEmitInAnyOrder([], ['x', 'x', 'y']);
        Batches(["a1x"]).Through(s => Wide(s).GroupBy(x => x[2]).Select(g => g.Count())).ShouldFail("LS1108");

        static IStreamQueryable<string> Wide(IStreamQueryable<string> s) =>
            s.WithEventTime(x => (long)(x[1] - '0'), TimeUnit.Seconds, TimeSpan.FromSeconds(100)).SessionWindow(x => x[0], Gap);
    }

    [Fact]
    public void A_key_of_several_members_and_the_keyed_operators_go_without_a_detour()
    {
        Batches([new { A = 1, B = "x", At = 1L }, new { A = 1, B = "y", At = 2L }, new { A = 1, B = "x", At = 4L }])
            .Through(s => s.WithEventTime(x => x.At, TimeUnit.Seconds, TimeSpan.Zero).SessionWindow(x => new { x.A, x.B }, Gap).GroupBy(x => new { x.A, x.B }).Select(g => $"{g.Key.A}{g.Key.B} {Text(g.Window)} {g.Count()}"))
            .ShouldEmit([], ["1y 2..7 1", "1x 1..9 2"]);
        Batches(["a1", "a3"]).Through(s => Sessions(s).CountBy(x => x[0])).ShouldEmit([], [Pair('a', 2L)]);
    }

    [Fact]
    public void Null_and_NaN_are_keys_like_others()
    {
        Batches<(string?, long)>([(null, 1), ("", 2), (null, 3)]).Through(s => Of(s)).ShouldEmit([], ["'' 2..7 1", "null 1..8 2"]);
        Batches<(double, long)>([(double.NaN, 1), (0.0, 2), (-double.NaN, 3), (-0.0, 4)]).Through(s => Of(s)).ShouldEmit([], ["NaN 1..8 2", "0 2..9 2"]);
        Batches<(int?, long)>([(null, 1), (0, 2)], [(null, 4)]).Through(s => Of(s)).ShouldEmit([], [], ["0 2..7 1", "null 1..9 2"]);

        static IStreamQueryable<string> Of<TKey>(IStreamQueryable<(TKey Key, long At)> s) => s
            .WithEventTime(x => x.At, TimeUnit.Seconds, TimeSpan.FromSeconds(100)).SessionWindow(x => x.Key, Gap)
            .GroupBy(x => x.Key).Select(g => $"{RowText.Of(g.Key)} {Text(g.Window)} {g.Count()}");
    }

    [Fact]
    public void Results_go_into_other_windows_by_their_time()
    {
        // Sessions end at 6, 7 and 14; windows of 10 s then hold two of them and one.
        Batches(["a1", "b2", "a9"], []).Through(s => Sessions(s).Count().Window(TimeSpan.FromSeconds(10)).Sum()).ShouldEmit([], [], [2L, 1L]);

        // Windows of 2 s end at 2, 4 and 12; their results are at the tick before, so that sessions with a gap of 2 s join the first two.
        Batches([0, 1, 3, 11], [40], []).Through(s => Windowed(s, 2).SessionWindow(x => 0, Batch(2)).GroupBy(x => 0).Select(g => $"{Text(g.Window)} {string.Join(",", g)}"))
            .ShouldEmit([], ["1.9999999..5.9999999 2,1"], ["11.9999999..13.9999999 1"], ["41.9999999..43.9999999 1"]);

        static IStreamQueryable<long> Windowed(IStreamQueryable<int> s, int length) => s.WithEventTime(x => (long)x, TimeUnit.Seconds, TimeSpan.Zero).Window(Batch(length)).Count();
    }

    [Fact]
    public void Sessions_of_sessions_over_batch_time_lose_nothing() =>
        Batches([1], [2], [], []).Through(s => s.SessionWindow(x => x, TimeSpan.FromSeconds(0.5)).Count().SessionWindow(x => 0, TimeSpan.FromSeconds(0.25)).Sum())
            .ShouldEmit([], [1], [1], [], []);

    [Fact]
    public void Sessions_of_two_inputs_are_the_sessions_of_both()
    {
        Batches(["a1", "b2"], ["a9"]).And<string>(["a3"], ["a5"]).Through((s, t) => Sessions(s).Concat(Sessions(t)).GroupBy(x => x[0]).Select(g => $"{g.Key} {Text(g.Window)} {g.Count()}"))
            .ShouldEmit([], [], ["b 2..7 1", "a 1..14 4"]);
        Batches(["a1", "b2"], ["a9"]).And<string>(["a3"], ["a5"]).Through((s, t) => Sessions(s).Concat(Sessions(t))).ShouldEmitInAnyOrder([], [], ["b2", "a1", "a3", "a5", "a9"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Results_and_late_rows_may_be_taken_of_the_same_sessions(int partitions)
    {
        var (results, late) = (new List<string>(), new List<string>());
        var context = new StreamContext(new StreamOptions { BatchInterval = Batch(1), Parallelism = partitions, ExactPartitions = true, IsStepped = true });
        var sessions = context.FromBatches<string>([["a1", "b2", "a3"], ["c30"], ["a4", "b5", "c31"]], "rows")
            .WithEventTime(x => long.Parse(x.Substring(1), System.Globalization.CultureInfo.InvariantCulture), TimeUnit.Seconds, TimeSpan.Zero)
            .SessionWindow(x => new { Name = x.Substring(0, 1), x.Length }, Gap);
        sessions.GroupBy(x => new { Name = x.Substring(0, 1), x.Length }).Select(g => $"{g.Key.Name} {string.Join(",", g)}").ForEachBatch(results.AddRange);
        sessions.Late().ForEachBatch(late.AddRange);
        context.Start();
        for (var batch = 0; batch < 3; batch++)
        {
            context.Run.Step();
        }

        context.Run.CloseWindows();
        Assert.Equal(["b b2", "a a1,a3", "c c30,c31"], results);
        Assert.Equal(["a4", "b5"], late.Order());
        context.Run.Dispose();
    }

    [Fact]
    public void Raw_rows_of_sessions_are_in_no_other_window()
    {
        Batches(["a1"]).Through(s => Sessions(s).Window(Gap)).ShouldFail("LS1103");
        Batches(["a1"]).Through(s => Sessions(s).SessionWindow(x => x[0], Gap)).ShouldFail("LS1103");
        Batches(["a1"]).Through(s => s.SessionWindow(x => x[0], Gap).Late()).ShouldFail("LS1107");
        Batches(["a1"]).Through(s => s.SessionWindow(x => x[0], TimeSpan.MaxValue)).ShouldFail("LS1109");
    }

    private static IStreamQueryable<string> Sessions(IStreamQueryable<string> rows) => rows
        .WithEventTime(x => long.Parse(x.Substring(1), System.Globalization.CultureInfo.InvariantCulture), TimeUnit.Seconds, TimeSpan.FromSeconds(100)).SessionWindow(x => x[0], Gap);
}
