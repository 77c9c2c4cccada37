namespace Specification.Tests.Properties;

/// <summary>A row with an event time in seconds.</summary>
public sealed record Event(int Time, int Key, int Id);

/// <summary>Tumbling windows of event time as the specification words them, batch by batch.</summary>
internal static class EventTimeOracle
{
    /// <summary>The windows that each batch closes, ascending, with their rows in input order; one more list for the end of the input.</summary>
    public static IEnumerable<IReadOnlyList<(int Start, List<Event> Rows)>> Closed(Event[]?[] batches, int length, int bound)
    {
        var open = new SortedDictionary<int, List<Event>>();
        var watermark = long.MinValue;
        foreach (var batch in batches)
        {
            // Judge lateness by the watermark in force, add the rows, emit what is closed, compute the new watermark.
            foreach (var row in batch ?? [])
            {
                var start = (int)Math.Floor((double)row.Time / length) * length;
                if (start + length > watermark)
                {
                    (open.TryGetValue(start, out var rows) ? rows : open[start] = []).Add(row);
                }
            }

            yield return Close(open, start => start + length <= watermark);
            watermark = Math.Max(watermark, batch is { Length: > 0 } ? batch.Max(row => row.Time) - bound : long.MinValue);
        }

        yield return Close(open, _ => true);
    }

    private static List<(int Start, List<Event> Rows)> Close(SortedDictionary<int, List<Event>> open, Func<int, bool> isClosed)
    {
        var closed = open.Where(window => isClosed(window.Key)).Select(window => (window.Key, window.Value)).ToList();
        closed.ForEach(window => open.Remove(window.Key));
        return closed;
    }
}
