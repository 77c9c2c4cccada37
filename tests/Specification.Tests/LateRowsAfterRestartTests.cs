namespace Specification.Tests;

/// <summary>A watermark does not go back over a restart, also where the batch after it has no RDD in which it would be looked at.</summary>
public sealed class LateRowsAfterRestartTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    [InlineData(5)]
    public void What_was_late_before_is_late_after(int? restartAfter)
    {
        // Both sources fall silent, so that the later of them counts; then the earlier one comes back.
        int[]?[] ahead = [[1000], [], [], [], null, []];
        int[]?[] behind = [[1], [], [], [5], null, [7]];

        var late = StreamTest.Run(
            ahead, behind, (a, b) => Timed(a).Concat(Timed(b)).Window(TimeSpan.FromSeconds(10)).Late(), new StreamTestOptions { RestartAfterBatch = restartAfter, BatchCount = 6 });

        Assert.Equal([5, 7], late.SelectMany(batch => batch));
    }

    private static IStreamQueryable<int> Timed(IStreamQueryable<int> rows) => rows.WithEventTime(row => row, TimeUnit.Seconds, TimeSpan.Zero, TimeSpan.FromSeconds(2), null);
}
