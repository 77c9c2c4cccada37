namespace Specification.Tests.RandomQueries;

/// <summary>Random steps before and after event-time windows and everything so far: results do not depend on the plan, the partitions or a restart.</summary>
[Trait("Pass", "fused")]
public sealed class RandomStatefulQueryTests
{
    // What groups again, or keeps rows first seen, is refused over these windows.
    private static readonly string[] Refused = ["group of groups", "distinct", "distinct by"];

    private static readonly Gen<Item> Items =
        Gen.Select(Gen.Int[-20, 20], Gen.Int[-2, 5], Gen.Int[0, 2]).Select((a, b, s) => new Item(a, b, s switch { 0 => null, 1 => "a", _ => "B" }));

    private static readonly Gen<Item[][]> Batches = Items.Array[0, 10].Array[1, 6];

    private static readonly Gen<Step[]> Rows = RowSteps.All.Array[0, 3];

    private static readonly Gen<Step[]> Groups = Gen.Frequency((3, GroupSteps.All.Where(step => !Refused.Contains(step.Name)).Array[1]), (1, Gen.Const(() => Array.Empty<Step>())));

    private static readonly Gen<(Step[] Before, Step[] Within, Step[] Groups, Step[] After)> Queries = Gen.Select(Rows, Rows, Groups, Rows);

    [Fact]
    public void Over_event_time() => Check(s => s
        .WithEventTime(x => (long)x.A, TimeUnit.Seconds, TimeSpan.FromSeconds(3)), s => s.Window(TimeSpan.FromSeconds(8)));

    [Fact]
    public void Over_everything_so_far() => Check(s => s, s => s.Accumulate());

    private static void Check(Func<IStreamQueryable<Item>, IStreamQueryable<Item>> time, Func<IStreamQueryable<Item>, IStreamQueryable<Item>> window) => Gen.Select(Queries, Batches, Gen.Int[0, 6]).Sample(
        (query, batches, restart) =>
        {
            var runs = Engine.All.Select(engine => StreamTest.Run(batches, Query, engine.Apply(new() { RestartAfterBatch = engine.Optimize ? restart : null })));
            var texts = runs.Select(rows => RowText.Of(rows, RowOrder.Unspecified)).ToArray();
            Assert.All(texts, text => Assert.Equal(texts[^1], text));

            IStreamQueryable<Item> Query(IStreamQueryable<Item> source) =>
                Then(Then(window(Then(time(Then(source, query.Before)), query.Within)), query.Groups), query.After);
        },
        iter: 80,
        threads: 1,
        print: sample => $"{string.Join<Step>(" → ", [.. sample.Item1.Before, .. sample.Item1.Within, .. sample.Item1.Groups, .. sample.Item1.After])} restart after {sample.Item3}");

    private static IStreamQueryable<Item> Then(IStreamQueryable<Item> source, Step[] steps) => steps.Aggregate(source, (stream, step) => step.Stream(stream));
}
