using CsCheck;
using Linq.Streaming.Execution.WindowJoining;

namespace Execution.Tests.WindowJoining;

/// <summary>The pairs of one window after the other, against all pairs.</summary>
public sealed class PairFinderTests
{
    // From one key for all rows to a key for each, windows of several chunks, and null keys.
    private static readonly Gen<(string?[] Outer, string?[] Inner)[]> Windows = Gen.Int[1, 700].SelectMany(keys => Gen.Select(Rows(keys), Rows(keys)).Array[1, 4]);

    [Fact]
    public void Windows_give_all_pairs_with_equal_keys_and_the_rows_that_meet_none() => Gen.Select(Windows, Gen.Bool, Gen.Bool).Sample(
        (windows, keepsOuter, keepsInner) =>
        {
            var finder = new PairFinder<string?, int, int>(keepsOuter, keepsInner);
            foreach (var (outer, inner) in windows)
            {
                finder.Begin(Of(outer), outer.Length, Of(inner), inner.Length);
                Assert.Equal(Expected(outer, inner, keepsOuter, keepsInner).Order(), Given(finder).Order());
            }
        },
        iter: 300,
        threads: 1);

    [Fact]
    public void Pairs_of_an_outer_row_come_in_the_order_of_inner_rows()
    {
        var finder = new PairFinder<string?, int, int>(keepsOuter: false, keepsInner: false);
        string?[] outer = [.. Enumerable.Range(0, 600).Select(i => $"{i % 7}")];
        string?[] inner = [.. Enumerable.Range(0, 60).Select(i => $"{i % 5}")];
        finder.Begin(Of(outer), outer.Length, Of(inner), inner.Length);

        Assert.All(Given(finder).GroupBy(pair => pair.Outer), pairs => Assert.Equal(pairs.Select(pair => pair.Inner).Order(), pairs.Select(pair => pair.Inner)));
    }

    private static Gen<string?[]> Rows(int keys) => Gen.Int[0, keys].Select(key => key == 0 ? null : $"key {key}").Array[0, 800];

    private static JoinedRow<string?, int>[] Of(string?[] keys) => [.. keys.Select(key => new JoinedRow<string?, int> { Key = key })];

    private static List<(int Outer, int Inner)> Given(PairFinder<string?, int, int> finder)
    {
        var (given, pairs) = (new List<(int Outer, int Inner)>(), new JoinedPair[512]);
        while (finder.Next(pairs, out var count) is var step and not JoinStep.End)
        {
            given.AddRange(pairs.Take(count).Select(pair => (step == JoinStep.Inner ? -1 : pair.Outer, step == JoinStep.Outer ? -1 : pair.Inner)));
        }

        return given;
    }

    private static List<(int Outer, int Inner)> Expected(string?[] outer, string?[] inner, bool keepsOuter, bool keepsInner)
    {
        var pairs = outer.Index().SelectMany(_ => inner.Index(), (x, y) => (x, y)).Where(pair => pair.x.Item is not null && pair.x.Item == pair.y.Item)
            .Select(pair => (Outer: pair.x.Index, Inner: pair.y.Index)).ToList();
        var (metOuter, metInner) = (pairs.Select(pair => pair.Outer).ToHashSet(), pairs.Select(pair => pair.Inner).ToHashSet());
        pairs.AddRange(keepsOuter ? Enumerable.Range(0, outer.Length).Where(i => !metOuter.Contains(i)).Select(i => (i, -1)) : []);
        pairs.AddRange(keepsInner ? Enumerable.Range(0, inner.Length).Where(i => !metInner.Contains(i)).Select(i => (-1, i)) : []);
        return pairs;
    }
}
