namespace Specification.Tests.Properties;

/// <summary>Tumbling windows of event time against brute force, with and without late rows, however the input is cut.</summary>
public sealed class EventTimeProperties
{
    private const int Longest = 60;

    private static readonly Gen<Event> Events = Gen.Select(Gen.Int[-Longest, Longest], Gen.Int[0, 3], Gen.Int[0, 999]).Select((time, key, id) => new Event(time, key, id));

    // Cuts are positions in the rows; equal ones make empty batches, and some of those are null.
    private static readonly Gen<(Event[] Rows, int[] Cuts, int Length, int Bound, int Engine, int Restart)> Cases = Gen.Select(
        Events.Array[0, 60], Gen.Int[0, 60].Array[0, 9], Gen.Int[1, 25], Gen.Int[0, 40], Gen.Int[0, 5], Gen.Int[0, 10]);

    [Fact]
    public void Shuffled_rows_none_of_them_late_equal_brute_force_however_they_are_cut() => Cases.Sample(
        test =>
        {
            var actual = Run(test, 2 * Longest, Counts).SelectMany(rows => rows);
            var expected = test.Rows
                .GroupBy(row => ValueTuple.Create((int)Math.Floor((double)row.Time / test.Length) * test.Length, row.Key))
                .Select(g => ValueTuple.Create(g.Key.Item1, g.Key.Item2, g.Count(), g.Max(row => row.Id)));
            Assert.Equal(RowText.Batch(expected, RowOrder.Unspecified), RowText.Batch(actual, RowOrder.Unspecified));
        },
        iter: 120,
        threads: 1);

    [Fact]
    public void Late_rows_are_left_out_and_windows_close_exactly_as_specified() => Check(
        Counts,
        windows => windows.SelectMany(w => w.Rows.GroupBy(row => row.Key).Select(g => ValueTuple.Create(w.Start, g.Key, g.Count(), g.Max(row => row.Id)))),
        RowOrder.Unspecified);

    [Fact]
    public void Raw_rows_come_by_window_then_in_input_order() => Check(
        s => s.Where(row => row.Key != 2).Select((row, w) => ValueTuple.Create(row.Id, Seconds(w.Start))),
        windows => windows.SelectMany(w => w.Rows.Where(row => row.Key != 2).Select(row => ValueTuple.Create(row.Id, w.Start))),
        RowOrder.Kept);

    [Fact]
    public void Scalars_come_once_for_each_window_that_has_rows() => Check(
        s => s.Count(), windows => windows.Select(w => w.Rows.LongCount()), RowOrder.Kept);

    [Fact]
    public void Collected_groups_are_in_input_order_and_windows_ascend() => Check(
        s => s.GroupBy(row => 0).Select(g => Seconds(g.Window.Start) + ":" + string.Join(",", g.Select(row => row.Id)) + g.First().Id + g.Last().Id),
        windows => windows.Select(w => w.Start + ":" + string.Join(",", w.Rows.Select(row => row.Id)) + w.Rows[0].Id + w.Rows[^1].Id),
        RowOrder.Kept);

    private static void Check<T>(
        Func<IStreamQueryable<Event>, IStreamQueryable<T>> query, Func<IReadOnlyList<(int Start, List<Event> Rows)>, IEnumerable<T>> oracle, RowOrder order) => Cases.Sample(
        test =>
        {
            var actual = Run(test, test.Bound, query);
            var expected = EventTimeOracle.Closed(Cut(test.Rows, test.Cuts), test.Length, test.Bound).Select(oracle);
            Assert.Equal(RowText.Of(expected, order), RowText.Of(actual, order));
        },
        iter: 100,
        threads: 1);

    private static IReadOnlyList<IReadOnlyList<T>> Run<T>(
        (Event[] Rows, int[] Cuts, int Length, int Bound, int Engine, int Restart) test, int bound, Func<IStreamQueryable<Event>, IStreamQueryable<T>> query) => StreamTest.Run(
        Cut(test.Rows, test.Cuts),
        s => query(s.WithEventTime(row => (long)row.Time, TimeUnit.Seconds, TimeSpan.FromSeconds(bound)).Window(TimeSpan.FromSeconds(test.Length))),
        Engine.All[test.Engine].Apply(new() { RestartAfterBatch = test.Restart }));

    private static IStreamQueryable<ValueTuple<int, int, int, int>> Counts(IStreamQueryable<Event> windowed) =>
        windowed.GroupBy(row => row.Key).Select(g => ValueTuple.Create(Seconds(g.Window.Start), g.Key, g.Count(), g.Max(row => row.Id)));

    private static int Seconds(DateTimeOffset time) => (int)(time - DateTimeOffset.UnixEpoch).TotalSeconds;

    private static Event[]?[] Cut(Event[] rows, int[] cuts)
    {
        int[] ends = [.. cuts.Select(cut => Math.Min(cut, rows.Length)).Order(), rows.Length];
        return [.. ends.Select((end, i) => rows[(i == 0 ? 0 : ends[i - 1])..end]).Select((batch, i) => batch.Length == 0 && i % 2 == 1 ? null : batch)];
    }
}
