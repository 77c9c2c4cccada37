using Specification.Tests.Recovery;

namespace Specification.Tests.Properties;

/// <summary>What a window join gives: the ids of the two rows counted from 1, 0 where there is none, and where the window starts.</summary>
public readonly record struct WindowPair(int Outer, int Inner, int Start);

/// <summary>Two streams, their windows, and how to run the join.</summary>
public sealed record WindowJoinCase(
    Visit[]?[] Outer, Visit[]?[] Inner, int Length, int Slide, int Offset, int OuterBound, int InnerBound, string Kind, bool HasMembers, RunPart[] Parts)
{
    private static readonly string[] Kinds = ["inner", "left", "right", "full"];

    /// <summary>Random cases: windows that follow each other, overlap or leave gaps; restarts at any batch, in other numbers of partitions.</summary>
    public static Gen<WindowJoinCase> All { get; } = Gen.Select(
        Gen.Select(IntervalJoinCase.Streams, IntervalJoinCase.Streams),
        Gen.Select(Gen.Int[1, 12], Gen.Int[1, 12], Gen.Bool, Gen.Int[-20, 20]),
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 12]),
        Gen.Select(Gen.Int[0, 3], Gen.Bool),
        Gen.Select(Gen.Int[0, IntervalJoinCase.Batches], Gen.Int[1, 4]).Array[0, 2],
        Gen.Int[1, 4],
        (streams, windows, bounds, kind, restarts, partitions) => new WindowJoinCase(
            streams.Item1, streams.Item2, windows.Item1, windows.Item3 ? windows.Item1 : windows.Item2, windows.Item4, bounds.Item1, bounds.Item2, Kinds[kind.Item1], kind.Item2,
            [.. restarts.OrderBy(restart => restart.Item1).Select(restart => new RunPart(restart.Item1, restart.Item2)), new RunPart(IntervalJoinCase.Batches, partitions)]));

    public override string ToString() =>
        $"outer {Text(Outer)} bound {OuterBound}, inner {Text(Inner)} bound {InnerBound}, {Kind} [{Length}, {Slide}, {Offset}]{(HasMembers ? " members" : "")}, {string.Join(" ", Parts)}";

    public IStreamQueryable<WindowPair> Join(IStreamQueryable<Visit> outer, IStreamQueryable<Visit> inner, Flaky keys, Flaky results) => (HasMembers
        ? OfMembers(Timed(outer, OuterBound).Select(x => ValueTuple.Create(x.Time, x.Key, x.Id + 1)), Timed(inner, InnerBound).Select(x => ValueTuple.Create(x.Time, x.Key, x.Id + 1)), keys, results)
        : OfRows(Timed(outer, OuterBound), Timed(inner, InnerBound), keys, results))
        .Select((pair, window) => new WindowPair(pair.Item1, pair.Item2, (int)window.Start.ToUnixTimeSeconds()));

    /// <summary>What each batch should give, the last one at the end of the input, by comparing all with all; and how many rows are late.</summary>
    public (IReadOnlyList<IReadOnlyList<WindowPair>> Given, long Late) Expected()
    {
        var (outer, inner, given) = (new List<(Visit Row, int Start)>(), new List<(Visit Row, int Start)>(), new List<IReadOnlyList<WindowPair>>());
        var (ofOuter, ofInner, late) = (double.NegativeInfinity, double.NegativeInfinity, 0L);
        for (var i = 0; i <= IntervalJoinCase.Batches; i++)
        {
            var isEnd = i == IntervalJoinCase.Batches;
            var inForce = isEnd ? double.PositiveInfinity : Math.Min(ofOuter, ofInner);
            var (newOuter, newInner) = isEnd ? ([], []) : (Outer[i] ?? [], Inner[i] ?? []);
            late += Take(newOuter, outer, inForce) + Take(newInner, inner, inForce);
            given.Add(Close(outer, inner, inForce));
            ofOuter = newOuter.Aggregate(ofOuter, (latest, row) => Math.Max(latest, row.Time - OuterBound));
            ofInner = newInner.Aggregate(ofInner, (latest, row) => Math.Max(latest, row.Time - InnerBound));
        }

        return (given, late);
    }

    // Puts rows into each of their windows that is open; gives how many are late.
    private long Take(Visit[] rows, List<(Visit Row, int Start)> into, double inForce)
    {
        var late = 0L;
        foreach (var row in rows)
        {
            int[] starts = [.. Enumerable.Range(-200, 400).Select(k => Offset + (k * Slide)).Where(start => start <= row.Time && row.Time < start + Length)];
            int[] open = [.. starts.Where(start => start + Length > inForce)];
            into.AddRange(open.Select(start => (row, start)));
            late += starts.Length > 0 && open.Length == 0 ? 1 : 0;
        }

        return late;
    }

    private List<WindowPair> Close(List<(Visit Row, int Start)> outer, List<(Visit Row, int Start)> inner, double inForce)
    {
        var pairs = new List<WindowPair>();
        foreach (var start in outer.Concat(inner).Select(row => row.Start).Distinct().Where(start => start + Length <= inForce).Order().ToArray())
        {
            Visit[] outers = [.. outer.Where(row => row.Start == start).Select(row => row.Row)];
            Visit[] inners = [.. inner.Where(row => row.Start == start).Select(row => row.Row)];
            pairs.AddRange(outers.SelectMany(_ => inners, (x, y) => (x, y)).Where(pair => Meets(pair.x, pair.y)).Select(pair => new WindowPair(pair.x.Id + 1, pair.y.Id + 1, start)));
            pairs.AddRange(Kind is "left" or "full" ? outers.Where(x => !inners.Any(y => Meets(x, y))).Select(x => new WindowPair(x.Id + 1, 0, start)) : []);
            pairs.AddRange(Kind is "right" or "full" ? inners.Where(y => !outers.Any(x => Meets(x, y))).Select(y => new WindowPair(0, y.Id + 1, start)) : []);
            outer.RemoveAll(row => row.Start == start);
            inner.RemoveAll(row => row.Start == start);
        }

        return pairs;
    }

    private static bool Meets(Visit outer, Visit inner) => outer.Key is not null && outer.Key == inner.Key;

    private IStreamQueryable<Visit> Timed(IStreamQueryable<Visit> rows, int bound) => rows.WithEventTime(row => (long)row.Time, TimeUnit.Seconds, TimeSpan.FromSeconds(bound))
        .Window(TimeSpan.FromSeconds(Length), TimeSpan.FromSeconds(Slide), TimeSpan.FromSeconds(Offset));

    // Rows of which the result reads everything.
    private IStreamQueryable<ValueTuple<int, int>> OfRows(IStreamQueryable<Visit> outer, IStreamQueryable<Visit> inner, Flaky keys, Flaky results) => Kind switch
    {
        "left" => outer.LeftJoin(inner, x => keys.Pass(x.Id) < 0 ? null : x.Key, y => y.Key, (x, y) => ValueTuple.Create(results.Pass(x.Id + 1), y == null ? 0 : y.Id + 1)),
        "right" => outer.RightJoin(inner, x => keys.Pass(x.Id) < 0 ? null : x.Key, y => y.Key, (x, y) => ValueTuple.Create(results.Pass(x == null ? 0 : x.Id + 1), y.Id + 1)),
        "full" => outer.FullJoin(inner, x => keys.Pass(x.Id) < 0 ? null : x.Key, y => y.Key, (x, y) => ValueTuple.Create(results.Pass(x == null ? 0 : x.Id + 1), y == null ? 0 : y.Id + 1)),
        _ => outer.Join(inner, x => keys.Pass(x.Id) < 0 ? null : x.Key, y => y.Key, (x, y) => ValueTuple.Create(results.Pass(x.Id + 1), y.Id + 1)),
    };

    // Rows of which it reads one member.
    private IStreamQueryable<ValueTuple<int, int>> OfMembers(
        IStreamQueryable<ValueTuple<int, string?, int>> outer, IStreamQueryable<ValueTuple<int, string?, int>> inner, Flaky keys, Flaky results) => Kind switch
        {
            "left" => outer.LeftJoin(inner, x => x.Item2, y => keys.Pass(y.Item3) < 0 ? null : y.Item2, (x, y) => ValueTuple.Create(x.Item3, results.Pass(y.Item3))),
            "right" => outer.RightJoin(inner, x => x.Item2, y => keys.Pass(y.Item3) < 0 ? null : y.Item2, (x, y) => ValueTuple.Create(x.Item3, results.Pass(y.Item3))),
            "full" => outer.FullJoin(inner, x => x.Item2, y => keys.Pass(y.Item3) < 0 ? null : y.Item2, (x, y) => ValueTuple.Create(x.Item3, results.Pass(y.Item3))),
            _ => outer.Join(inner, x => x.Item2, y => keys.Pass(y.Item3) < 0 ? null : y.Item2, (x, y) => ValueTuple.Create(x.Item3, results.Pass(y.Item3))),
        };

    private static string Text(Visit[]?[] batches) => string.Join(" ", batches.Select(batch => batch is null ? "null" : $"[{string.Join(" ", batch.Select(row => row.ToString()))}]"));
}
