using CsCheck;
using Linq.Streaming;
using Linq.Streaming.Testing;

namespace Execution.Tests.Aggregation;

/// <summary>The loop leaves its rows for every window that it enters: no row may be counted twice or left out for that.</summary>
public class EventWindowLoopTests
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;
    private static readonly Gen<(int Time, int Key)[][]> Batches =
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3], (time, key) => (Time: time, Key: key)).Array[0, 30].Array[1, 6];

    [Fact]
    public void Rows_that_jump_between_windows_count_once_and_late_rows_not_at_all() =>
        Batches.Sample(batches => Check(batches, copies: 1, query: rows => rows), iter: 100);

    [Fact]
    public void So_do_the_parts_of_a_row_that_has_several() =>
        Batches.Sample(batches => Check(batches, copies: 3, query: rows => rows.SelectMany(row => new[] { row, row, row })), iter: 100);

    [Fact]
    public void A_filter_before_the_window_sees_each_row_again_and_changes_nothing() =>
        Batches.Sample(batches => Check(batches, copies: 1, query: rows => rows.Where(row => row.Key >= 0)), iter: 100);

    private static void Check((int Time, int Key)[][] batches, int copies, Func<IStreamQueryable<(int Time, int Key)>, IStreamQueryable<(int Time, int Key)>> query)
    {
        foreach (var partitions in (int[])[1, 2, 7])
        {
            var options = new StreamTestOptions { Partitions = partitions };
            var keyed = StreamTest.Run(batches, rows => Windows(rows, query)
                .GroupBy(row => row.Key)
                .Select(g => new { g.Key, g.Window.Start, Count = g.Count() }), options);
            var all = StreamTest.Run(batches, rows => Windows(rows, query)
                .Count()
                .Select((count, window) => new { window.Start, Count = count }), options);

            var counted = Counted(batches);
            Assert.Equal(
                counted.GroupBy(row => (row.Window, row.Key)).Select(g => (g.Key.Window, g.Key.Key, g.Count() * copies)).Order(),
                keyed.SelectMany(rows => rows).Select(row => (Seconds(row.Start), row.Key, row.Count)).Order());
            Assert.Equal(
                counted.GroupBy(row => row.Window).Select(g => (g.Key, g.Count() * copies)).Order(),
                all.SelectMany(rows => rows).Select(row => (Seconds(row.Start), (int)row.Count)));
        }
    }

    private static IStreamQueryable<(int Time, int Key)> Windows(
        IStreamQueryable<(int Time, int Key)> rows, Func<IStreamQueryable<(int Time, int Key)>, IStreamQueryable<(int Time, int Key)>> query) =>
        query(rows.WithEventTime(row => (long)row.Time, TimeUnit.Seconds, TimeSpan.FromSeconds(5))).Window(TimeSpan.FromSeconds(10));

    // Lateness is judged by the watermark of the batches before.
    private static List<(int Window, int Key)> Counted((int Time, int Key)[][] batches)
    {
        var counted = new List<(int, int)>();
        var latest = int.MinValue / 2;
        foreach (var batch in batches)
        {
            counted.AddRange(batch.Where(row => (row.Time / 10 * 10) + 10 > latest - 5).Select(row => (row.Time / 10 * 10, row.Key)));
            latest = batch.Select(row => row.Time).Append(latest).Max();
        }

        return counted;
    }

    private static int Seconds(DateTimeOffset start) => (int)(start - Epoch).TotalSeconds;
}
