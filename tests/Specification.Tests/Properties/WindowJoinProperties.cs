using Specification.Tests.Recovery;

namespace Specification.Tests.Properties;

/// <summary>Joins of windows of event time against brute force.</summary>
public sealed class WindowJoinProperties
{
    [Fact]
    public void Each_batch_gives_exactly_what_the_specification_says() => Check(iterations: 150, isBad: _ => false);

    [Fact]
    public void Functions_that_fail_at_first_change_nothing() => Check(iterations: 60, isBad: value => value % 3 == 1);

    private static void Check(int iterations, Func<int, bool> isBad) => WindowJoinCase.All.Sample(
        test =>
        {
            var (expected, late) = test.Expected();
            var (keys, results) = (new Flaky(isBad), new Flaky(isBad));
            var actual = MovedRun.Of(test.Outer, test.Inner, (outer, inner) => test.Join(outer, inner, keys, results), test.Parts);
            Assert.Equal(RowText.Of(expected, RowOrder.Unspecified), RowText.Of(actual.Given, RowOrder.Unspecified));
            Assert.Equal(late, actual.Late);
            Assert.All(actual.Given, batch => Assert.Equal(batch.Select(pair => pair.Start).Order(), batch.Select(pair => pair.Start)));
        },
        iter: iterations,
        threads: 1);
}
