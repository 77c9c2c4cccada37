namespace Specification.Tests.Properties;

/// <summary>For one batch a query must equal LINQ to Objects. Many batches share a run, since each is one by itself.</summary>
internal static class OneBatch
{
    private const int Samples = 4;

    public static void Equals<TIn, TOut>(
        Gen<TIn> rows, Func<IStreamQueryable<TIn>, IStreamQueryable<TOut>> query, Func<IReadOnlyList<TIn>, IEnumerable<TOut>> linq, RowOrder order = RowOrder.Kept) =>
        rows.Array[0, 24].Array[8].Sample(
            batches =>
            {
                foreach (var engine in Engine.All)
                {
                    var actual = StreamTest.Run(batches, query, engine.Apply(new()));
                    for (var i = 0; i < batches.Length; i++)
                    {
                        Same(linq(batches[i]), actual[i], order, engine, batches[i]);
                    }
                }
            },
            iter: Samples,
            threads: 1);

    /// <summary>As <see cref="Equals"/>, for a scalar: no row where LINQ throws for want of elements.</summary>
    public static void Scalar<TIn, TOut>(
        Gen<TIn> rows, Func<IStreamQueryable<TIn>, IStreamQueryable<TOut>> query, Func<IReadOnlyList<TIn>, TOut> linq, bool emptyHasResult = false) =>
        Equals(rows, query, batch => batch.Count == 0 && !emptyHasResult ? [] : [linq(batch)]);

    private static void Same<TIn, TOut>(IEnumerable<TOut> expected, IEnumerable<TOut> actual, RowOrder order, Engine engine, TIn[] input)
    {
        var (left, right) = (RowText.Batch(expected, order), RowText.Batch(actual, order));
        Assert.True(left == right, $"{engine}\ninput    {RowText.Batch(input, RowOrder.Kept)}\nexpected {left}\nactual   {right}");
    }
}
