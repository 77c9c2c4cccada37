namespace Specification.Tests.RandomQueries;

/// <summary>Random queries over random batches, some of them null: every plan, every number of partitions and every restart gives what lists give.</summary>
[Trait("Pass", "fused")]
public sealed class RandomQueryTests
{
    private static readonly Gen<Item> Items =
        Gen.Select(Gen.Int[-4, 4], Gen.Int[-2, 5], Gen.Int[0, 4]).Select((a, b, s) => new Item(a, b, s switch { 0 => null, 1 => "a", 2 => "B", 3 => "", _ => "zz" }));

    private static readonly Gen<Item[]?[]> Batches = Gen.Frequency((9, Items.Array[0, 12].Select(rows => (Item[]?)rows)), (1, Gen.Const(() => (Item[]?)null))).Array[1, 7];

    [Fact]
    public void Every_plan_of_a_random_query_gives_what_lists_give() => Gen.Select(RandomQuery.All, Batches, Gen.Int[0, 2], Gen.Int[0, 7]).Sample(
        (query, batches, partitions, restart) =>
        {
            var options = new StreamTestOptions { Partitions = new[] { 1, 2, 7 }[partitions], RestartAfterBatch = restart, RunsAhead = restart % 2 == 0 };
            var order = query.HasOrder ? RowOrder.Kept : RowOrder.Unspecified;
            var expected = RowText.Of(query.Model(batches).Where(rows => rows is not null)!, order);
            Compare(query, batches, options, expected, order);
            Compare(query, batches, options with { Optimize = false }, expected, order);
        },
        iter: 400,
        threads: 1,
        print: sample => $"{sample.Item1}\n{Input(sample.Item2)}\npartitions {sample.Item3}, restart after {sample.Item4}");

    private static void Compare(RandomQuery query, Item[]?[] batches, StreamTestOptions options, string expected, RowOrder order)
    {
        IStreamQueryable<Item>? run = null;
        var actual = RowText.Of(StreamTest.Run<Item, Item>(batches, s => run = query.Over(s), options), order);
        Assert.True(expected == actual, $"optimized {options.Optimize}\n{(expected == actual ? "" : run!.Explain())}\nexpected {expected}\nactual   {actual}");
    }

    private static string Input(Item[]?[] batches) => string.Join(" ", batches.Select(rows => rows is null ? "null" : RowText.Batch(rows, RowOrder.Kept)));
}
