using Specification.Tests.Recovery;

namespace Specification.Tests.Properties;

/// <summary>Two streams, an interval, and how to run the join.</summary>
public sealed record IntervalJoinCase(Visit[]?[] Outer, Visit[]?[] Inner, int Before, int After, int OuterBound, int InnerBound, bool IsLeft, RunPart[] Parts)
{
    /// <summary>The latest time that a row may have; the first is 0.</summary>
    public const int Longest = 40;

    internal const int Batches = 7;
    private static readonly string?[] Keys = [null, "a", "a", "b", "c"];

    /// <summary>Streams of rows nearly in order or in none, in batches of which some are empty or missing.</summary>
    internal static Gen<Visit[]?[]> Streams { get; } = Gen.Select(
        Gen.Select(Gen.Int[0, Longest], Gen.Int[0, Keys.Length - 1], Gen.Int[-8, 8]).Array[0, 40], Gen.Int[0, 40].Array[Batches - 1], Gen.Bool, Cut);

    /// <summary>Random cases: rows nearly in order or in none, with gaps and duplicates, in batches of which some are empty or missing; restarts at any batch, in other numbers of partitions.</summary>
    public static Gen<IntervalJoinCase> All { get; } = Gen.Select(
        Gen.Select(Streams, Streams),
        Gen.Select(Gen.Int[-6, 8], Gen.Int[0, 9]),
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 12]),
        Gen.Bool,
        Gen.Select(Gen.Int[0, Batches], Gen.Int[1, 4]).Array[0, 2],
        Gen.Int[1, 4],
        (streams, interval, bounds, isLeft, restarts, partitions) => new IntervalJoinCase(
            streams.Item1, streams.Item2, interval.Item1, interval.Item2 - interval.Item1, bounds.Item1, bounds.Item2, isLeft,
            [.. restarts.OrderBy(restart => restart.Item1).Select(restart => new RunPart(restart.Item1, restart.Item2)), new RunPart(Batches, partitions)]));

    public override string ToString() =>
        $"outer {Text(Outer)} bound {OuterBound}, inner {Text(Inner)} bound {InnerBound}, [-{Before}, +{After}]{(IsLeft ? " left" : "")}, {string.Join(" ", Parts)}";

    /// <summary>What each batch should give, the last one at the end of the input; and how many rows are late.</summary>
    public (IReadOnlyList<IReadOnlyList<Meeting>> Given, long Late) Expected()
    {
        var oracle = new IntervalJoinOracle(Before, After, IsLeft);
        var steps = Steps().ToArray();
        return ([.. steps.Select(step => oracle.Next(step.Outer, step.Inner, step.Watermark))], steps.Sum(step => step.Late));
    }

    /// <summary>The rows of each batch that are not late, and the watermark in force, the smaller of the two; a left join has one step more for the end of the input.</summary>
    public IEnumerable<(Visit[] Outer, Visit[] Inner, double Watermark, long Late)> Steps()
    {
        var (ofOuter, ofInner) = (double.NegativeInfinity, double.NegativeInfinity);
        for (var i = 0; i < Batches; i++)
        {
            var inForce = Math.Min(ofOuter, ofInner);
            var (outer, inner) = (Outer[i] ?? [], Inner[i] ?? []);
            yield return (
                [.. outer.Where(row => row.Time >= inForce)], [.. inner.Where(row => row.Time >= inForce)], inForce, outer.Concat(inner).Count(row => row.Time < inForce));
            ofOuter = outer.Aggregate(ofOuter, (latest, row) => Math.Max(latest, row.Time - OuterBound));
            ofInner = inner.Aggregate(ofInner, (latest, row) => Math.Max(latest, row.Time - InnerBound));
        }

        if (IsLeft)
        {
            yield return ([], [], double.PositiveInfinity, 0);
        }
    }

    public IStreamQueryable<Meeting> Join(IStreamQueryable<Visit> outer, IStreamQueryable<Visit> inner)
    {
        var (left, right) = (Timed(outer, OuterBound), Timed(inner, InnerBound));
        var (before, after) = (TimeSpan.FromSeconds(Before), TimeSpan.FromSeconds(After));
        return IsLeft
            ? left.LeftIntervalJoin(right, x => x.Key, y => y.Key, before, after, (x, y) => new Meeting(x.Id, y == null ? null : y.Id, Math.Max(x.Time, y == null ? 0 : y.Time)))
            : left.IntervalJoin(right, x => x.Key, y => y.Key, before, after, (x, y) => new Meeting(x.Id, y.Id, Math.Max(x.Time, y.Time)));
    }

    private static IStreamQueryable<Visit> Timed(IStreamQueryable<Visit> rows, int bound) =>
        rows.WithEventTime(row => (long)row.Time, TimeUnit.Seconds, TimeSpan.FromSeconds(bound));

    private static string Text(Visit[]?[] batches) => string.Join(" ", batches.Select(batch => batch is null ? "null" : $"[{string.Join(" ", batch.Select(row => row.ToString()))}]"));

    // Cuts are positions in the rows; equal ones make empty batches, and some of those are null.
    private static Visit[]?[] Cut((int Time, int Key, int Shift)[] rows, int[] cuts, bool isOrdered)
    {
        var ordered = isOrdered ? rows.OrderBy(row => row.Time + row.Shift) : rows.AsEnumerable();
        Visit[] visits = [.. ordered.Select((row, i) => new Visit(row.Time, Keys[row.Key], i))];
        int[] ends = [.. cuts.Select(cut => Math.Min(cut, rows.Length)).Order(), rows.Length];
        return [.. ends.Select((end, i) => visits[(i == 0 ? 0 : ends[i - 1])..end]).Select((batch, i) => batch.Length == 0 && i % 2 == 1 ? null : batch)];
    }
}
