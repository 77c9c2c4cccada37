using Conformance.Tests.Incremental;
using CsCheck;

namespace Conformance.Tests.Joins;

/// <summary>Two random streams, each through a window of its own length; both with the same slide. A length of 0 is no window, which goes with a slide of one batch only.</summary>
internal sealed record TwoStreams(RandomStream First, Row[]?[] Second, int FirstLength, int SecondLength)
{
    public static readonly Gen<TwoStreams> Cases = Gen.Select(
        Generate.Stream, Generate.Stream, Gen.Int[0, 4], Gen.Int[0, 4], (first, second, one, two) => new TwoStreams(
            first, second.Batches, first.Slide == 1 ? one : Math.Max(1, one), first.Slide == 1 ? two : Math.Max(1, two)));

    /// <summary>Both windows with one length, as what treats the two as one stream wants.</summary>
    public static readonly Gen<TwoStreams> AlikeCases = Cases.Select(item => item with { SecondLength = item.FirstLength });

    private int Count => Math.Max(First.Batches.Length, Second.Length);

    /// <summary>Runs a query over both and compares it with a model of the contents of both at each time.</summary>
    public void Expect<T>(Func<IStreamQueryable<Row>, IStreamQueryable<Row>, IStreamQueryable<T>> query, Func<Row[], Row[], IEnumerable<T>> model, bool needsBoth = true)
    {
        var actual = StreamTest.Run(
            First.Batches, Second, (first, second) => query(Windowed(first, FirstLength), Windowed(second, SecondLength)), First.Options with { BatchCount = Count });
        Assert.Equal(RowText.Lines(Expected(model, needsBoth), false), RowText.Lines(actual, false));
    }

    public override string ToString() => $"windows of {FirstLength} and {SecondLength}{Environment.NewLine}{First}{Environment.NewLine}second:{Environment.NewLine}{First with { Batches = Second }}";

    // Where one side has no RDD there is none, unless the operator makes do with the other.
    private IEnumerable<IEnumerable<T>> Expected<T>(Func<Row[], Row[], IEnumerable<T>> model, bool needsBoth)
    {
        for (var end = First.Slide; end <= Count; end += First.Slide)
        {
            var (first, second) = (Content(First.Batches, FirstLength, end), Content(Second, SecondLength, end));
            if (needsBoth ? first is not null && second is not null : first is not null || second is not null)
            {
                yield return model(first ?? [], second ?? []);
            }
        }
    }

    private IStreamQueryable<Row> Windowed(IStreamQueryable<Row> rows, int length) => length == 0 ? rows : rows.Window(TimeSpan.FromSeconds(length), First.SlideTime);

    private static Row[]? Content(Row[]?[] batches, int length, int end) => length == 0
        ? end > batches.Length ? [] : batches[end - 1]
        : [.. batches.Take(end).Skip(Math.Max(0, end - length)).SelectMany(batch => batch ?? [])];
}
