namespace Specification.Tests.Properties;

/// <summary>A session as a batch gives it: its window in seconds, its rows in the order in which they came, and whether it was still open.</summary>
public sealed record OracleSession(int Key, long Start, long End, IReadOnlyList<Event> Rows, bool IsEarly);

/// <summary>Sessions as the specification words them, batch by batch, by comparing everything with everything.</summary>
internal sealed class SessionOracle(int gap)
{
    private readonly List<Part> _open = [];

    /// <summary>What each batch gives over event time, and one list more for the end of the input; and the rows that each finds late.</summary>
    public static IEnumerable<(IReadOnlyList<OracleSession> Sessions, IReadOnlyList<Event> Late)> OverEventTime(Event[]?[] batches, int gap, int bound, Func<Event, bool>? filter = null)
    {
        var oracle = new SessionOracle(gap);
        var watermark = long.MinValue;
        foreach (var batch in batches)
        {
            yield return oracle.Batch([.. (batch ?? []).Where(filter ?? (_ => true)).Select(row => (row, (long)row.Time))], watermark, watermark);
            watermark = Math.Max(watermark, batch is { Length: > 0 } ? batch.Max(row => row.Time) - bound : long.MinValue);
        }

        yield return oracle.Batch([], long.MaxValue, long.MaxValue);
    }

    /// <summary>What each batch gives over batch time, a batch a second, from second 1.</summary>
    public static IEnumerable<IReadOnlyList<OracleSession>> OverBatchTime(Event[]?[] batches, int gap)
    {
        var oracle = new SessionOracle(gap);
        for (var second = 1; second <= batches.Length; second++)
        {
            // Times are whole seconds, so "before the batch" is a second before.
            yield return oracle.Batch([.. (batches[second - 1] ?? []).Select(row => (row, (long)second))], second - 1, second).Sessions;
        }

        yield return oracle.Batch([], long.MaxValue, long.MaxValue).Sessions;
    }

    /// <summary>One batch: rows in the order in which they come, each with its time.</summary>
    public (IReadOnlyList<OracleSession> Sessions, IReadOnlyList<Event> Late) Batch(IReadOnlyList<(Event Row, long Time)> rows, long late, long close)
    {
        var given = Close(late);
        var parts = _open.Concat(rows.Select(row => new Part(row.Row.Key, row.Time, row.Time, [row.Row], WasOpen: false, IsTouched: true)))
            .GroupBy(part => part.Key).SelectMany(Joined).ToList();
        var lateRows = parts.Where(part => !part.WasOpen && part.Last + gap <= late).SelectMany(part => part.Rows).ToHashSet(ReferenceEqualityComparer.Instance);
        _open.Clear();
        _open.AddRange(parts.Where(part => part.WasOpen || part.Last + gap > late));
        given = [.. given, .. Close(close), .. _open.Where(part => part.IsTouched).Select(part => Given(part, isEarly: true))];
        var open = _open.Select(part => part with { WasOpen = true, IsTouched = false }).ToArray();
        _open.Clear();
        _open.AddRange(open);
        return (given, [.. rows.Select(row => row.Row).Where(lateRows.Contains)]);
    }

    private List<OracleSession> Close(long limit)
    {
        var closed = _open.Where(part => part.Last + gap <= limit).OrderBy(part => part.Last).ToList();
        closed.ForEach(part => _open.Remove(part));
        return [.. closed.Select(part => Given(part, isEarly: false))];
    }

    // A row's number is its place in the input.
    private OracleSession Given(Part part, bool isEarly) => new(part.Key, part.First, part.Last + gap, [.. part.Rows.OrderBy(row => row.Id)], isEarly);

    private List<Part> Joined(IEnumerable<Part> ofKey)
    {
        var parts = ofKey.ToList();
        while (Touching(parts) is { } pair)
        {
            parts.Remove(pair.First);
            parts.Remove(pair.Second);
            parts.Add(pair.First.With(pair.Second));
        }

        return parts;
    }

    private (Part First, Part Second)? Touching(List<Part> parts)
    {
        foreach (var first in parts)
        {
            foreach (var second in parts)
            {
                if (!ReferenceEquals(first, second) && first.First <= second.Last + gap && second.First <= first.Last + gap)
                {
                    return (first, second);
                }
            }
        }

        return null;
    }

    private sealed record Part(int Key, long First, long Last, Event[] Rows, bool WasOpen, bool IsTouched)
    {
        public Part With(Part other) => new(
            Key, Math.Min(First, other.First), Math.Max(Last, other.Last), [.. Rows, .. other.Rows], WasOpen || other.WasOpen, IsTouched || other.IsTouched);
    }
}
