using System.Linq.Expressions;
using CsCheck;

namespace Conformance.Tests.Incremental;

/// <summary>Everything so far, kept incrementally, against all rows up to each batch.</summary>
public sealed class AccumulateProperties
{
    private static readonly Expression<Func<IStreamGrouping<int, Row>, object?>>[] Aggregates =
        [.. GroupAggregates.Subtractable, .. GroupAggregates.Others, .. GroupAggregates.Collected];

    private static readonly Func<IStreamGrouping<int, Row>, object?>[] Models = [.. Aggregates.Select(aggregate => aggregate.Compile())];

    private static readonly Gen<(RandomStream Stream, int Which)> Cases = Gen.Select(Generate.Stream, Gen.Int[0, Aggregates.Length - 1], (stream, which) => (stream, which));

    [Fact]
    [GeneratedCases(700)]
    public void Updates_are_the_groups_that_a_batch_touched() => this.Check(Cases, item => item.Stream.Expect(
        rows => rows.Accumulate().GroupBy(x => x.Key).Select(Aggregates[item.Which]),
        item.Stream.SoFar.Zip(item.Stream.Batches, (soFar, batch) => ModelGroup<int>.Of(soFar, x => x.Key).Where(g => batch?.Any(x => x.Key == g.Key) ?? false).Select(Models[item.Which]))));

    [Fact]
    [GeneratedCases(500)]
    public void The_complete_result_has_all_groups_in_every_batch() => this.Check(Cases, item => item.Stream.Expect(
        rows => rows.Accumulate().Emit(Emission.Complete).GroupBy(x => x.Key).Select(Aggregates[item.Which]),
        item.Stream.SoFar.Select(soFar => ModelGroup<int>.Of(soFar, x => x.Key).Select(Models[item.Which]))));

    [Fact]
    [GeneratedCases(150)]
    public void Distinct_gives_what_is_first_seen() => this.Check(Generate.Stream, stream => stream.Expect(
        rows => rows.Select(x => x.Real).Accumulate().Distinct(),
        stream.SoFar.Zip(Before(stream), (soFar, before) => soFar.Select(x => x.Real).Distinct().Except(before.Select(x => x.Real)))));

    [Fact]
    [GeneratedCases(150)]
    public void DistinctBy_gives_the_first_row_of_each_key_when_it_is_first_seen() => this.Check(Generate.Stream, stream => stream.Expect(
        rows => rows.Accumulate().DistinctBy(x => x.Key),
        stream.SoFar.Zip(Before(stream), (soFar, before) => soFar.DistinctBy(x => x.Key).ExceptBy(before.Select(x => x.Key), x => x.Key))));

    [Fact]
    [GeneratedCases(150)]
    public void A_scalar_is_given_in_each_batch_with_rows() => this.Check(Generate.Stream, stream => stream.Expect(
        rows => rows.Accumulate().Sum(x => x.Number),
        stream.SoFar.Zip(stream.Batches, (soFar, batch) => batch is { Length: > 0 } ? new[] { soFar.Sum(x => x.Number) } : [])));

    [Fact]
    [GeneratedCases(150)]
    public void Raw_rows_are_the_new_ones() => this.Check(Generate.Stream, stream => stream.Expect(
        rows => rows.Accumulate().Where(x => x.Number > 0), stream.Present.Select(batch => batch.Where(x => x.Number > 0))));

    private static IEnumerable<Row[]> Before(RandomStream stream) => stream.SoFar.Prepend([]);
}
