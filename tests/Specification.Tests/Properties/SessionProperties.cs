namespace Specification.Tests.Properties;

/// <summary>Sessions against an oracle that compares everything with everything, however the input is cut, partitioned and interrupted.</summary>
public sealed class SessionProperties
{
    /// <summary>Runs of each property; each has 40 keys, which are as many cases.</summary>
    private const int Runs = 12;

    [Fact]
    public void Groups_are_given_and_closed_exactly_as_specified() => Check(
        s => s.GroupBy(row => row.Key).Select(g => ValueTuple.Create(g.Key, Window(g.Window), g.Count(), g.Sum(row => row.Id), g.Max(row => row.Id))),
        sessions => sessions.Select(s => ValueTuple.Create(s.Key, Window(s), s.Rows.Count, s.Rows.Sum(row => row.Id), s.Rows.Max(row => row.Id))));

    [Fact]
    public void Rows_of_a_session_are_in_the_order_in_which_they_came_whatever_was_joined() => Check(
        s => s.GroupBy(row => row.Key).Select(g => ValueTuple.Create(
            Window(g.Window), string.Join(",", g.Select(row => row.Id)), g.First().Id, g.Last().Id, g.MinBy(row => row.Time)!.Id, g.Aggregate("", (text, row) => text + row.Id))),
        sessions => sessions.Select(s => ValueTuple.Create(
            Window(s), string.Join(",", s.Rows.Select(row => row.Id)), s.Rows[0].Id, s.Rows[^1].Id, s.Rows.MinBy(row => row.Time)!.Id, s.Rows.Aggregate("", (text, row) => text + row.Id))));

    [Fact]
    public void Scalars_come_once_for_each_session_in_ascending_order_of_ends() => SessionCase.All.Sample(
        test =>
        {
            var actual = test.Run(s => Sessions(s, test).Count().Select((n, w) => ValueTuple.Create(Seconds(w.End), n)));
            var expected = SessionOracle.OverEventTime(test.Batches, test.Gap, test.Bound).Select(batch => Final(batch.Sessions).Select(s => ValueTuple.Create(s.End, s.Rows.LongCount())));
            Assert.Equal(RowText.Of(expected, RowOrder.Unspecified), RowText.Of(actual, RowOrder.Unspecified));
            Assert.All(actual, batch => Assert.Equal(batch.Select(row => row.Item1).Order(), batch.Select(row => row.Item1)));
        },
        iter: Runs,
        threads: 1);

    [Fact]
    public void Raw_rows_come_once_when_their_session_has_closed() => Check(
        s => s.Where(row => row.Id % 7 != 0).Select((row, w) => ValueTuple.Create(row.Id, Window(w))),
        sessions => sessions.SelectMany(s => s.Rows.Select(row => ValueTuple.Create(row.Id, Window(s)))),
        row => row.Id % 7 != 0);

    [Fact]
    public void Early_results_are_those_of_touched_sessions_and_each_result_comes_once_more() => SessionCase.All.Sample(
        test =>
        {
            var actual = test.Run(s => Sessions(s, test).Emit(Emission.Early).GroupBy(row => row.Key)
                .Select(g => ValueTuple.Create(g.Key, Window(g.Window), !g.Window.IsFinal, g.Count(), g.Last().Id)));
            var expected = SessionOracle.OverEventTime(test.Batches, test.Gap, test.Bound)
                .Select(batch => batch.Sessions.Select(s => ValueTuple.Create(s.Key, Window(s), s.IsEarly, s.Rows.Count, s.Rows[^1].Id)));
            Assert.Equal(RowText.Of(expected, RowOrder.Unspecified), RowText.Of(actual, RowOrder.Unspecified));
        },
        iter: Runs,
        threads: 1);

    [Fact]
    public void Late_rows_are_those_that_are_missing() => SessionCase.All.Sample(
        test =>
        {
            var actual = test.Run(s => Sessions(s, test).Late().Select(row => row.Id));
            var expected = SessionOracle.OverEventTime(test.Batches, test.Gap, test.Bound).SkipLast(1).Select(batch => batch.Late.Select(row => row.Id));
            Assert.Equal(RowText.Of(expected, RowOrder.Unspecified), RowText.Of(actual, RowOrder.Unspecified));

            var given = test.Run(s => Sessions(s, test)).SelectMany(batch => batch).Select(row => row.Id);
            Assert.Equal(test.Batches.SelectMany(batch => batch ?? []).Select(row => row.Id), actual.SelectMany(batch => batch).Concat(given).Order());
        },
        iter: Runs,
        threads: 1);

    [Fact]
    public void Over_batch_time_sessions_close_with_the_batch_that_reaches_their_end() => SessionCase.All.Sample(
        test =>
        {
            var actual = test.Run(s => s.SessionWindow(row => row.Key, TimeSpan.FromSeconds(test.Gap)).GroupBy(row => row.Key)
                .Select(g => ValueTuple.Create(g.Key, Window(g.Window), string.Join(",", g.Select(row => row.Id)))));
            var expected = SessionOracle.OverBatchTime(test.Batches, test.Gap)
                .Select(batch => Final(batch).Select(s => ValueTuple.Create(s.Key, Window(s), string.Join(",", s.Rows.Select(row => row.Id)))));
            Assert.Equal(RowText.Of(expected, RowOrder.Unspecified), RowText.Of(actual, RowOrder.Unspecified));
        },
        iter: Runs,
        threads: 1);

    private static void Check<T>(
        Func<IStreamQueryable<Event>, IStreamQueryable<T>> query, Func<IEnumerable<OracleSession>, IEnumerable<T>> oracle, Func<Event, bool>? filter = null) => SessionCase.All.Sample(
        test =>
        {
            var actual = test.Run(s => query(Sessions(s, test)));
            var expected = SessionOracle.OverEventTime(test.Batches, test.Gap, test.Bound, filter).Select(batch => oracle(Final(batch.Sessions)));
            Assert.Equal(RowText.Of(expected, RowOrder.Unspecified), RowText.Of(actual, RowOrder.Unspecified));
        },
        iter: Runs,
        threads: 1);

    private static IStreamQueryable<Event> Sessions(IStreamQueryable<Event> events, SessionCase test) => events
        .WithEventTime(row => (long)row.Time, TimeUnit.Seconds, TimeSpan.FromSeconds(test.Bound)).SessionWindow(row => row.Key, TimeSpan.FromSeconds(test.Gap));

    private static IEnumerable<OracleSession> Final(IEnumerable<OracleSession> sessions) => sessions.Where(session => !session.IsEarly);

    private static string Window(OracleSession session) => $"{session.Start}..{session.End}";

    private static string Window(TimeWindow window) => $"{Seconds(window.Start)}..{Seconds(window.End)}";

    private static long Seconds(DateTimeOffset time) => (long)(time - DateTimeOffset.UnixEpoch).TotalSeconds;
}
