namespace Conformance.Tests.EventTime;

/// <summary>What a <c>WithEventTime</c> is given, in batches: how far rows may be out of order, when a source is idle, how far ahead a row may move the watermark.</summary>
public sealed record TimeRule(TimeSpan Bound, TimeSpan? Idle, TimeSpan? Ahead);

/// <summary>A watermark in one batch, and whether it holds others back.</summary>
internal readonly record struct Mark(long Ticks, bool IsIdle);

/// <summary>Watermarks as the specification words them, one batch after the other.</summary>
internal static class Watermarks
{
    /// <summary>No watermark.</summary>
    public const long None = long.MinValue;

    /// <summary>At the end of the input everything closes.</summary>
    public const long End = long.MaxValue;

    /// <summary>The mark in force in each batch, and in the one that ends the input.</summary>
    public static Mark[] Of(TimeRule rule, int count, params Event[]?[][] sources)
    {
        var marks = new Mark[count + 1];
        marks[0] = new Mark(None, IsIdle: false);
        var latest = sources.Select(_ => None).ToArray();
        var gaveAt = new int[sources.Length];
        for (var batch = 1; batch <= count; batch++)
        {
            for (var source = 0; source < sources.Length; source++)
            {
                foreach (var row in RowsAt(sources[source], batch).Where(row => Moves(rule, row, batch)))
                {
                    latest[source] = Math.Max(latest[source], row.Ticks);
                    gaveAt[source] = batch;
                }
            }

            // The least of those that are not idle; of idle ones the greatest. Never back.
            var active = Enumerable.Range(0, sources.Length).Where(source => rule.Idle is not { } idle || TimeSpan.FromSeconds(batch - gaveAt[source]) < idle).ToArray();
            var next = active.Length > 0 ? active.Min(source => Behind(latest[source], rule)) : latest.Max(ticks => Behind(ticks, rule));
            marks[batch] = new Mark(Math.Max(marks[batch - 1].Ticks, next), active.Length == 0);
        }

        return marks;
    }

    /// <summary>By what windows close that follow several watermarks: in each batch, and at the end of the input.</summary>
    public static long[] Least(params Mark[][] clocks)
    {
        var least = new long[clocks[0].Length];
        for (var batch = 0; batch < least.Length; batch++)
        {
            var marks = clocks.Select(clock => clock[batch]).ToArray();
            var now = marks.All(mark => mark.IsIdle) ? marks.Max(mark => mark.Ticks) : marks.Where(mark => !mark.IsIdle).Min(mark => mark.Ticks);
            least[batch] = batch == 0 ? now : Math.Max(least[batch - 1], now);
        }

        least[^1] = End;
        return least;
    }

    /// <summary>The rows of a batch, counted from 1.</summary>
    public static Event[] RowsAt(Event[]?[] source, int batch) => batch <= source.Length ? source[batch - 1] ?? [] : [];

    private static bool Moves(TimeRule rule, Event row, int batch) =>
        rule.Ahead is not { } ahead || row.SinceEpoch <= (Int128)TimeSpan.FromSeconds(batch).Ticks + ahead.Ticks;

    private static long Behind(long latest, TimeRule rule) => latest == None ? None : latest - rule.Bound.Ticks;
}
