namespace Specification.Tests.Properties;

/// <summary>Windows over batch time against the rows of the last batches put together.</summary>
public sealed class WindowProperties
{
    private static readonly Gen<(int[]?[] Batches, int Length, int Slide, int Engine)> Cases = Gen.Select(
        Gen.Frequency((6, Rows.Ints.Array[0, 6].Select(rows => (int[]?)rows)), (1, Gen.Const(() => (int[]?)null))).Array[0, 14],
        Gen.Int[1, 6],
        Gen.Int[1, 5],
        Gen.Int[0, 5]);

    [Fact]
    public void A_window_equals_its_last_batches() => Check(s => s, rows => rows, RowOrder.Kept);

    [Fact]
    public void Groups_of_a_window_equal_those_of_its_last_batches() => Check(
        s => s.GroupBy(x => x % 3).Select(g => ValueTuple.Create(g.Key, g.Sum(), g.Min(), g.First(), g.Last(), g.Distinct().Count())),
        rows => rows.GroupBy(x => x % 3).Select(g => ValueTuple.Create(g.Key, g.Sum(), g.Min(), g.First(), g.Last(), g.Distinct().Count())),
        RowOrder.Unspecified);

    [Fact]
    public void Scalars_of_a_window_equal_those_of_its_last_batches()
    {
        Check(s => s.Count(), rows => [rows.LongCount()], RowOrder.Kept);
        Check(s => s.Max(), rows => rows.Count == 0 ? [] : [rows.Max()], RowOrder.Kept);
    }

    [Fact]
    public void A_window_joins_another_as_their_last_batches_do() => Check(
        s => s.Where(x => x > 0).Join(s, x => x, y => y + 1, (x, y) => x * y),
        rows => rows.Where(x => x > 0).Join(rows, x => x, y => y + 1, (x, y) => x * y),
        RowOrder.Unspecified);

    private static void Check<T>(
        Func<IStreamQueryable<int>, IStreamQueryable<T>> query, Func<IReadOnlyList<int>, IEnumerable<T>> linq, RowOrder order) => Cases.Sample(
        test =>
        {
            var (length, slide) = (TimeSpan.FromSeconds(test.Length), TimeSpan.FromSeconds(test.Slide));
            var actual = StreamTest.Run(test.Batches, s => query(s.Window(length, slide)), Engine.All[test.Engine].Apply(new()));
            var expected = Windows(test.Batches, test.Length, test.Slide).Select(rows => linq(rows));
            Assert.Equal(RowText.Of(expected, order), RowText.Of(actual, order));
        },
        iter: 60,
        threads: 1);

    private static IEnumerable<IReadOnlyList<int>> Windows(int[]?[] batches, int length, int slide)
    {
        for (var end = slide; end <= batches.Length; end += slide)
        {
            yield return [.. batches.Take(end).Skip(Math.Max(0, end - length)).SelectMany(rows => rows ?? [])];
        }
    }
}
