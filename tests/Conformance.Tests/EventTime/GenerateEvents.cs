using CsCheck;

namespace Conformance.Tests.EventTime;

/// <summary>Random runs: rows out of order and repeated, gaps, empty batches and batches without an RDD, times that go back by a year or far ahead.</summary>
/// <remarks>
/// A run goes through several cases one after the other, since making a query ready costs more than to run it: each case is some batches of its own, at a
/// distance from the times of the one before. Together they are one input, and the oracle follows all of it.
/// </remarks>
internal static class GenerateEvents
{
    /// <summary>How many cases one run goes through.</summary>
    public const int PerRun = 12;

    private const long HalfSecond = TimeSpan.TicksPerSecond / 2;

    private static readonly Gen<Draft> Rows = Gen.Select(
        Gen.Int[-10, 12], Gen.Frequency((300, Gen.Const(0)), (3, Gen.Const(1)), (1, Gen.Const(2))), Gen.Frequency((4, Gen.Const(0)), (6, Gen.Int[0, 3])),
        Gen.OneOf(null, "", "a", "B"), Gen.Frequency((8, Gen.OneOf(0.0, -0.0, 1.5, -2.0, 1e9)), (1, Gen.OneOf(double.NaN, double.PositiveInfinity))), Gen.Int[-3, 3],
        (time, jump, key, name, real, number) => new Draft(time, jump, key, name, real, number));

    private static readonly Gen<Draft[]?> Batch = Gen.Frequency(
        (1, Gen.Const((Draft[]?)null)), (1, Gen.Const((Draft[]?)[])), (6, Rows.Array[1, 5].Select(rows => (Draft[]?)rows)));

    // A case lags or leads by so many half seconds, and may be followed by quiet batches.
    private static readonly Gen<Era> Eras = Gen.Select(Gen.Int[-12, 24], Batch.Array[1, 5], Gen.Int[0, 2], (lead, batches, quiet) => new Era(lead, [.. batches, .. Enumerable.Repeat<Draft[]?>([], quiet)]));

    // The second source is silent for some cases, and for all of them in some runs.
    private static readonly Gen<Era> QuietEras = Gen.Frequency((3, Eras), (1, Gen.Int[2, 6].Select(count => new Era(0, [.. Enumerable.Repeat<Draft[]?>([], count)]))));

    private static readonly Gen<Era[]> SecondEras = Gen.Frequency((5, QuietEras.Array[PerRun]), (1, Gen.Const(() => new[] { new Era(0, [[]]) })));

    private static readonly Gen<TimeSpan> Bound = Gen.Frequency((1, Gen.Const(TimeSpan.Zero)), (3, Gen.Int[1, 12].Select(Halves)));

    /// <summary>Tumbling and overlapping windows, and such with gaps between them; lengths are often no multiple of the slide.</summary>
    private static readonly Gen<WindowShape> Shapes = Gen.Select(
        Gen.Int[1, 16], Gen.Int[0, 9], Gen.Int[1, 24], Gen.Frequency((2, Gen.Const(0)), (2, Gen.Int[-40, 40]), (1, Gen.OneOf(-100_000_001, 100_000_003))), (length, kind, slide, offset) => new WindowShape(
            Halves(length), Halves(kind < 3 ? length : kind < 7 ? 1 + (slide % length) : length + slide), Halves(offset)));

    private static readonly long[] ExtremeTimes =
    [
        0, 1, TimeSpan.TicksPerSecond, DateTime.UnixEpoch.Ticks, DateTime.UnixEpoch.Ticks - 1, DateTime.UnixEpoch.Ticks - TimeSpan.TicksPerDay,
        DateTime.MaxValue.Ticks, DateTime.MaxValue.Ticks - 1, DateTime.MaxValue.Ticks - TimeSpan.TicksPerSecond, new DateTime(2000, 1, 1).Ticks,
    ];

    private static readonly Gen<WindowShape> ExtremeShapes = Gen.Select(
        Gen.OneOf(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1), TimeSpan.FromDays(400), TimeSpan.FromDays(1_000_000), DateTime.MaxValue - DateTime.MinValue), Gen.Int[1, 40], Gen.OneOf(TimeSpan.Zero, TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.FromTicks(-1)),
        (length, parts, offset) => new WindowShape(length, new TimeSpan(Math.Max(1, length.Ticks / parts)), offset));

    private static readonly Gen<Choices> Ways = Gen.Select(
        Gen.Int[1, 5], Gen.Int[-30, 40], Gen.Bool, Gen.Bool, Gen.Int[0, 2], Gen.Int[0, 9_999],
        (partitions, restart, optimize, filter, variant, query) => new Choices(partitions, restart < 0 ? null : restart, optimize, filter, variant, query));

    /// <summary>One source; its watermark follows every row.</summary>
    public static readonly Gen<EventRun> OneSource = Gen.Select(Eras.Array[PerRun], Bound, Shapes, Ways, Gen.OneOf(1, 4), (eras, bound, shape, ways, pace) =>
        new EventRun(Place(eras, 'a', pace), [], new TimeRule(bound, null, null), new TimeRule(bound, null, null), shape, ways));

    /// <summary>Two sources, of which one may be silent, with and without a timeout; rows far ahead may be kept from moving the watermark.</summary>
    public static readonly Gen<EventRun> TwoSources = Gen.Select(Gen.Select(Eras.Array[PerRun], SecondEras, Gen.OneOf(1, 4)), Rule, Rule, Shapes, Ways, (eras, rule, other, shape, ways) =>
        new EventRun(Place(eras.Item1, 'a', eras.Item3), Place(eras.Item2, 'A', eras.Item3), rule, other, shape, ways));

    /// <summary>One source whose rows all lie within some days.</summary>
    public static readonly Gen<EventRun> InTime = OneSource.Select(run => run with
    {
        First = [.. run.First.Select(batch => batch?.Where(x => Math.Abs(x.SinceEpoch) < TimeSpan.TicksPerDay).ToArray())],
    });

    /// <summary>One source with rows at the first and last instants there are, and windows up to the length of all times.</summary>
    public static readonly Gen<EventRun> Extreme = Gen.Select(Gen.Select(Rows, Gen.Int[0, 30]).Array[1, 4].Array[1, 6], Bound, ExtremeShapes, Ways, (batches, bound, shape, ways) => new EventRun(
        [.. batches.Select((batch, b) => batch.Select((row, i) => row.Item1.At(ExtremeTimes[row.Item2 % ExtremeTimes.Length], $"{b + 1}.{i}", isExact: true)).ToArray())],
        [], new TimeRule(bound, null, null), new TimeRule(bound, null, null), shape, ways));

    private static Gen<TimeRule> Rule => Gen.Select(
        Bound, Gen.OneOf<TimeSpan?>(null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3.5)), Gen.OneOf<TimeSpan?>(null, null, TimeSpan.Zero, TimeSpan.FromSeconds(3), TimeSpan.FromDays(20)),
        (bound, idle, ahead) => new TimeRule(bound, idle, ahead));

    /// <summary>A time from a number of half seconds.</summary>
    public static TimeSpan Halves(int count) => TimeSpan.FromTicks(count * HalfSecond);

    // Times move on with the batches; a text is unique: the batch and the position.
    private static Event[]?[] Place(Era[] eras, char source, int pace) =>
        [.. eras.SelectMany(era => era.Batches.Select(batch => (era.Lead, Batch: batch))).Select((era, b) => era.Batch?.Select((row, i) => row.At(
            DateTime.UnixEpoch.Ticks + ((((b + 1) * 2 * pace) + era.Lead) * HalfSecond), string.Create(CultureInfo.InvariantCulture, $"{source}{b + 1}.{i}"))).ToArray())];

    private sealed record Era(int Lead, Draft[]?[] Batches);

    private sealed record Draft(int Time, int Jump, int Key, string? Name, double Real, int Number)
    {
        public Event At(long ticks, string text, bool isExact = false) =>
            new(isExact ? ticks : ticks + (Time * HalfSecond) + (Jump switch { 1 => -365, 2 => 40, _ => 0 } * TimeSpan.TicksPerDay), Key, Name, Real, Number, text);
    }
}
