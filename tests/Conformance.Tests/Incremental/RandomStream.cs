using CsCheck;

namespace Conformance.Tests.Incremental;

/// <summary>Random batches with a way to run them: how many partitions, whether and when there is a restart, and the lengths of a window in batches.</summary>
internal sealed record RandomStream(Row[]?[] Batches, int Partitions, int? RestartAfterBatch, int Length, int Slide)
{
    public StreamTestOptions Options => new() { Partitions = Partitions, RestartAfterBatch = RestartAfterBatch, BatchCount = Batches.Length };

    public TimeSpan LengthTime => TimeSpan.FromSeconds(Length);

    public TimeSpan SlideTime => TimeSpan.FromSeconds(Slide);

    /// <summary>The rows of each batch in which the source has an RDD.</summary>
    public IEnumerable<Row[]> Present => Batches.OfType<Row[]>();

    /// <summary>The rows of each window of <see cref="Length"/> and <see cref="Slide"/>, in order.</summary>
    public IEnumerable<Row[]> Windows => WindowsOf(Length);

    /// <summary>The rows of each window of another length and the same slide.</summary>
    public IEnumerable<Row[]> WindowsOf(int length) => Slides(Batches.Length, length, Slide).Select(batches => batches.SelectMany(i => Batches[i - 1] ?? []).ToArray());

    /// <summary>For each window the batches in it, from 1: those in (t - length, t], for t a multiple of the slide.</summary>
    public static IEnumerable<int[]> Slides(int count, int length, int slide) => Enumerable.Range(1, count)
        .Where(end => end % slide == 0)
        .Select(end => Enumerable.Range(1, end).Where(i => i > end - length).ToArray());

    /// <summary>Everything so far after each batch.</summary>
    public IEnumerable<Row[]> SoFar => Slides(Batches.Length, Batches.Length, 1).Select(batches => batches.SelectMany(i => Batches[i - 1] ?? []).ToArray());

    /// <summary>Runs a query over the batches and compares it, in any order within a batch, with what it should give.</summary>
    public void Expect<T>(Func<IStreamQueryable<Row>, IStreamQueryable<T>> query, IEnumerable<IEnumerable<T>> expected, bool isOrdered = false)
    {
        var actual = StreamTest.Run(Batches, query, Options);
        Assert.Equal(RowText.Lines(expected, isOrdered), RowText.Lines(actual, isOrdered));
    }

    public override string ToString() =>
        $"{Partitions} partitions, restart after {RestartAfterBatch}, window {Length}/{Slide}:{Environment.NewLine}"
        + string.Join(Environment.NewLine, Batches.Select((batch, i) => $"{i + 1}: {(batch is null ? "null" : string.Join(" ", batch.AsEnumerable()))}"));
}

/// <summary>Random data of the kinds that break incremental computations: duplicates, hot keys, values that cancel out, numbers that are none, gaps.</summary>
internal static class Generate
{
    private static readonly Gen<int> Key = Gen.Frequency((4, Gen.Const(0)), (6, Gen.Int[0, 4]));

    private static readonly Gen<int> Number = Gen.Frequency((3, Gen.OneOf(7, -7)), (4, Gen.Int[-3, 3]));

    private static readonly Gen<long> Large = Gen.OneOf(0L, 1L, -1L, 1L << 40, -(1L << 40));

    private static readonly Gen<double> Real = Gen.Frequency(
        (12, Gen.OneOf(0.0, -0.0, 1.5, -1.5, 2.0, -2.0, 1e9, -1e9)), (1, Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity)));

    private static readonly Gen<decimal> Money = Gen.OneOf(1.0m, 1.00m, -1.0m, 0.1m, -0.10m, 1e9m);

    private static readonly Gen<Row[]?> Batch = Gen.Frequency(
        (1, Gen.Const((Row[]?)null)),
        (1, Gen.Const((Row[]?)[])),
        (5, Gen.Select(Key, Number, Large, Real, Money, (key, number, large, real, money) => new Row(0, key, number, large, real, money, "")).Array[1, 7].Select(rows => (Row[]?)rows)));

    private static readonly Gen<Row[]?[]> Batches =
        Gen.Select(Batch.Array[1, 9], Gen.Int[0, 3], (batches, quiet) => Placed([.. batches, .. Enumerable.Repeat<Row[]?>([], quiet)]));

    /// <summary>A stream of up to 12 batches; about half of the runs are restarted.</summary>
    public static readonly Gen<RandomStream> Stream = Gen.Select(
        Batches, Gen.Int[1, 7], Gen.Int[-10, 10], Gen.Int[1, 5], Gen.Int[1, 3],
        (batches, partitions, restart, length, slide) => new RandomStream(batches, partitions, restart < 0 ? null : restart, length, slide));

    // A text is unique: the batch as a letter, the position as a digit.
    private static Row[]?[] Placed(Row[]?[] batches) =>
        [.. batches.Select((batch, b) => batch?.Select((row, i) => row with { Batch = b + 1, Text = string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + b)}{i}") }).ToArray())];
}
