namespace Specification.Tests.Properties;

/// <summary>Everything so far against a computation over all batches up to each.</summary>
public sealed class AccumulateProperties
{
    private static readonly Gen<(Row[]?[] Batches, int Engine, int Restart)> Cases = Gen.Select(
        Gen.Frequency((6, Rows.All.Array[0, 6].Select(rows => (Row[]?)rows)), (1, Gen.Const(() => (Row[]?)null))).Array[0, 8], Gen.Int[0, 5], Gen.Int[0, 8]);

    [Fact]
    public void Update_equals_the_touched_groups_of_all_rows_so_far() => Cases.Sample(
        test =>
        {
            var actual = Run(test, s => Results(s.Accumulate()));
            var expected = test.Batches.Select((rows, i) =>
            {
                var touched = (rows ?? []).Select(row => row.Name).ToHashSet();
                return Results(SoFar(test.Batches, i)).Where(result => touched.Contains(result.Item1));
            });
            Assert.Equal(RowText.Of(expected, RowOrder.Unspecified), RowText.Of(actual, RowOrder.Unspecified));
        },
        iter: 80,
        threads: 1);

    [Fact]
    public void Complete_equals_the_groups_of_all_rows_so_far() => Cases.Sample(
        test =>
        {
            var actual = Run(test, s => Results(s.Accumulate().Emit(Emission.Complete)));
            var expected = test.Batches.Select((_, i) => Results(SoFar(test.Batches, i)));
            Assert.Equal(RowText.Of(expected, RowOrder.Unspecified), RowText.Of(actual, RowOrder.Unspecified));
        },
        iter: 80,
        threads: 1);

    private static IReadOnlyList<IReadOnlyList<T>> Run<T>(
        (Row[]?[] Batches, int Engine, int Restart) test, Func<IStreamQueryable<Row>, IStreamQueryable<T>> query) =>
        StreamTest.Run(test.Batches, query, Engine.All[test.Engine].Apply(new() { RestartAfterBatch = test.Restart }));

    private static IStreamQueryable<ValueTuple<string?, double, decimal, int, string, int, string>> Results(IStreamQueryable<Row> rows) => rows
        .GroupBy(r => r.Name)
        .Select(g => ValueTuple.Create(g.Key, g.Sum(r => r.Value), g.Max(r => r.Price), g.MinBy(r => r.Key)!.Id, string.Join(",", g.Select(r => r.Id)), g.Where(r => r.Maybe > 0).Count(), g.Aggregate("", (a, r) => a + r.Key)));

    private static IEnumerable<ValueTuple<string?, double, decimal, int, string, int, string>> Results(IEnumerable<Row> rows) => rows
        .GroupBy(r => r.Name)
        .Select(g => ValueTuple.Create(g.Key, g.Sum(r => r.Value), g.Max(r => r.Price), g.MinBy(r => r.Key)!.Id, string.Join(",", g.Select(r => r.Id)), g.Where(r => r.Maybe > 0).Count(), g.Aggregate("", (a, r) => a + r.Key)));

    private static IEnumerable<Row> SoFar(Row[]?[] batches, int last) => batches.Take(last + 1).SelectMany(rows => rows ?? []);
}
