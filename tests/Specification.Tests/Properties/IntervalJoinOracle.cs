namespace Specification.Tests.Properties;

/// <summary>A row with a time in seconds and a key, which may be null.</summary>
public sealed record Visit(int Time, string? Key, int Id)
{
    public override string ToString() => $"{Key}{Time}#{Id}";
}

/// <summary>What an interval join gives: the two rows, the second null where there is none, and the time.</summary>
public readonly record struct Meeting(int Outer, int? Inner, int Time);

/// <summary>Interval joins as the specification words them, batch by batch, of rows that are not late: nothing is ever forgotten, and all is compared with all.</summary>
internal sealed class IntervalJoinOracle(int before, int after, bool isLeft)
{
    private readonly List<Visit> _outer = [];
    private readonly List<Visit> _inner = [];
    private readonly HashSet<Visit> _done = new(ReferenceEqualityComparer.Instance);

    /// <summary>What a batch gives.</summary>
    /// <param name="outer">Its outer rows.</param>
    /// <param name="inner">Its inner rows.</param>
    /// <param name="watermark">The watermark in force, <see cref="double.NegativeInfinity"/> where there is none.</param>
    public List<Meeting> Next(IReadOnlyList<Visit> outer, IReadOnlyList<Visit> inner, double watermark)
    {
        var given = new List<Meeting>();
        var (oldOuter, oldInner) = (_outer.Count, _inner.Count);
        _outer.AddRange(outer);
        _inner.AddRange(inner);
        for (var o = 0; o < _outer.Count; o++)
        {
            for (var i = o < oldOuter ? oldInner : 0; i < _inner.Count; i++)
            {
                if (Meets(_outer[o], _inner[i]))
                {
                    _done.Add(_outer[o]);
                    given.Add(new Meeting(_outer[o].Id, _inner[i].Id, Math.Max(_outer[o].Time, _inner[i].Time)));
                }
            }
        }

        if (isLeft)
        {
            given.AddRange(_outer.Where(row => row.Time + after < watermark && _done.Add(row)).Select(row => new Meeting(row.Id, null, row.Time)));
        }

        return given;
    }

    private bool Meets(Visit outer, Visit inner) =>
        outer.Key is not null && outer.Key == inner.Key && inner.Time >= outer.Time - before && inner.Time <= outer.Time + after;
}
