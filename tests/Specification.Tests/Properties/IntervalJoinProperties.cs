using Specification.Tests.Recovery;

namespace Specification.Tests.Properties;

/// <summary>Interval joins against brute force.</summary>
public sealed class IntervalJoinProperties
{
    // Without compiling a query for each case, so there can be many of them.
    [Fact]
    public void The_state_of_a_join_gives_what_the_specification_says_after_failed_attempts_and_restarts() => Gen.Select(IntervalJoinCase.All, Gen.OneOf(Gen.Const(1L), Gen.Const(400_000L), Gen.Const(10_000_000L)), Gen.Int[0, 20]).Sample(
        (test, unit, abandoned) =>
        {
            var join = new JoinOfStates(test, unit);
            var actual = test.Steps().Select((step, i) => join.Next(i + 1, step.Outer, step.Inner, step.Watermark, (abandoned + i) % 5));
            Assert.Equal(RowText.Of(test.Expected().Given, RowOrder.Unspecified), RowText.Of(actual.ToArray(), RowOrder.Unspecified));
            Assert.InRange(join.Kept, 0, test.Steps().Sum(step => step.Outer.Length + step.Inner.Length));
        },
        iter: 2000,
        threads: 1);

    [Fact]
    public void Each_batch_gives_exactly_what_the_specification_says() => IntervalJoinCase.All.Sample(
        test =>
        {
            var (expected, late) = test.Expected();
            var actual = MovedRun.Of(test.Outer, test.Inner, test.Join, test.Parts);
            Assert.Equal(RowText.Of(expected, RowOrder.Unspecified), RowText.Of(actual.Given, RowOrder.Unspecified));
            Assert.Equal(late, actual.Late);
        },
        iter: 100,
        threads: 1);

    [Fact]
    public void When_nothing_is_late_it_does_not_matter_how_rows_are_cut_into_batches() => IntervalJoinCase.All.Sample(
        drawn =>
        {
            var test = drawn with { OuterBound = IntervalJoinCase.Longest, InnerBound = IntervalJoinCase.Longest };
            var whole = new IntervalJoinOracle(test.Before, test.After, test.IsLeft).Next(All(test.Outer), All(test.Inner), double.PositiveInfinity);
            var actual = MovedRun.Of(test.Outer, test.Inner, test.Join, test.Parts);
            Assert.Equal(RowText.Batch(whole, RowOrder.Unspecified), RowText.Batch(actual.Given.SelectMany(batch => batch), RowOrder.Unspecified));
            Assert.Equal(0, actual.Late);
        },
        iter: 60,
        threads: 1);

    [Fact]
    public void No_result_is_late_in_a_window_after_the_join() => Gen.Select(IntervalJoinCase.All, Gen.Int[1, 12]).Sample(
        (test, length) =>
        {
            var expected = test.Expected().Given.SelectMany(batch => batch)
                .GroupBy(meeting => meeting.Time / length * length)
                .Select(window => (window.Key, window.Count(), window.Sum(meeting => meeting.Outer)));
            var actual = MovedRun.Of(
                test.Outer,
                test.Inner,
                (outer, inner) => test.Join(outer, inner).Window(TimeSpan.FromSeconds(length)).GroupBy(meeting => 0)
                    .Select(g => ValueTuple.Create((int)g.Window.Start.ToUnixTimeSeconds(), g.Count(), g.Sum(meeting => meeting.Outer))),
                test.Parts);
            Assert.Equal(RowText.Batch(expected, RowOrder.Unspecified), RowText.Batch(actual.Given.SelectMany(batch => batch), RowOrder.Unspecified));
        },
        iter: 60,
        threads: 1);

    private static Visit[] All(Visit[]?[] batches) => [.. batches.SelectMany(batch => batch ?? [])];
}
