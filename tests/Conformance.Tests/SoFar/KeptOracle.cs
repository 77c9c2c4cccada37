using Conformance.Tests.EventTime;
using Conformance.Tests.Joins;

namespace Conformance.Tests.SoFar;

/// <summary>A row that is kept, and the batch in which it came.</summary>
internal readonly record struct Kept<T>(T Row, int Batch);

/// <summary>Everything so far as the specification words it, where keys that nothing has touched for too long are forgotten.</summary>
internal static class KeptOracle
{
    /// <summary>What is kept after each batch, in the order in which it came, and once more at the end of the input.</summary>
    public static IReadOnlyList<IReadOnlyList<Kept<T>>> After<T>(IReadOnlyList<IReadOnlyList<T>> batches, Func<T, object?> key, TimeSpan? timeToLive)
    {
        var kept = new List<(object Key, Kept<T> Row)>();
        var touchedAt = new Dictionary<object, int>();
        var after = new List<IReadOnlyList<Kept<T>>>();
        for (var batch = 1; batch <= batches.Count + 1; batch++)
        {
            // Dropped at the first batch that is later by more than the time, before its rows are taken in.
            var ended = touchedAt.Where(entry => TimeSpan.FromSeconds(batch - entry.Value) > timeToLive).Select(entry => entry.Key).ToHashSet();
            kept.RemoveAll(entry => ended.Contains(entry.Key));
            foreach (var old in ended)
            {
                touchedAt.Remove(old);
            }

            foreach (var row in batch <= batches.Count ? batches[batch - 1] : [])
            {
                var group = key(row) ?? DBNull.Value;
                touchedAt[group] = batch;
                kept.Add((group, new Kept<T>(row, batch)));
            }

            after.Add([.. kept.Select(entry => entry.Row)]);
        }

        return after;
    }

    /// <summary>The rows of a batch as a side of a join.</summary>
    public static Side Side(Event x) => new(x.Key, x.Name, x.Real, x.Text);

    /// <summary>A stream as a side of a join.</summary>
    public static IStreamQueryable<Side> Sides(IStreamQueryable<Event> rows) => rows.Select(x => new Side(x.Key, x.Name, x.Real, x.Text));

    /// <summary>All rows so far, forgotten or not.</summary>
    public static IStreamQueryable<T> SoFar<T>(IStreamQueryable<T> rows, TimeSpan? timeToLive) => timeToLive is { } time ? rows.Accumulate(time) : rows.Accumulate();

    /// <summary>A time to live, or none.</summary>
    public static TimeSpan? TimeToLive(int choice) => (choice % 4) switch
    {
        0 => TimeSpan.FromSeconds(1),
        1 => TimeSpan.FromSeconds(3.5),
        2 => TimeSpan.FromSeconds(9),
        _ => null,
    };
}
