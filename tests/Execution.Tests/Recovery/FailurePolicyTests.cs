using Linq.Streaming;

namespace Execution.Tests.Recovery;

/// <summary>What becomes of batches that fail.</summary>
public sealed class FailurePolicyTests
{
    private static readonly int[] Numbers = [.. Enumerable.Range(1, 60)];
    private readonly RecoveryTesting _testing = new();
    private readonly Target<(int Key, long Sum)> _target = new();
    private int _failures;

    [Fact]
    public void A_failed_batch_is_tried_again_from_the_state_before_it()
    {
        _failures = 2;
        _testing.Run(context => Sums(context, n => n == 15 && _failures-- > 0), 6, options => options with
        {
            MaxTaskAttempts = 1,
            OnBatchFailure = BatchFailurePolicy.Retry(3, TimeSpan.Zero),
        });
        Assert.Equal(Expected(_ => true).Order(), _target.Rows.Order());
    }

    [Fact]
    public void A_batch_that_goes_on_failing_is_left_out()
    {
        StreamOptions Skipping(StreamOptions options) => options with { MaxTaskAttempts = 1, OnBatchFailure = BatchFailurePolicy.Retry(1, TimeSpan.Zero).ThenSkip() };
        _testing.Run(context => Sums(context, n => n is 15 or 41), 3, Skipping);
        _testing.Run(context => Sums(context, n => n is 15 or 41), 3, Skipping);
        Assert.Equal([1L, 3, 4, 6], _target.Committed.Keys);
        Assert.Equal(Expected(n => n is not (>= 11 and <= 20 or >= 41 and <= 50)).Order(), _target.Rows.Order());
    }

    [Fact]
    public void A_batch_whose_sink_goes_on_failing_is_left_out()
    {
        _testing.Run(
            context => Sums(context, _ => false, (step, batch) => Assert.False(step == "prepare" && batch == 2)), 4, options => options with { OnBatchFailure = BatchFailurePolicy.Skip });
        _testing.Run(context => Sums(context, _ => false), 2);
        Assert.Equal([1L, 3, 4, 5, 6], _target.Committed.Keys);
        Assert.Equal(Expected(n => n is not (>= 11 and <= 20)).Order(), _target.Rows.Order());
    }

    [Fact]
    public void A_sink_that_fails_at_first_is_asked_again()
    {
        _failures = 6;
        _testing.Run(context => Sums(context, _ => false, (step, batch) => Assert.False(batch == 2 && (step == "prepare" ? _failures > 3 : _failures > 0) && _failures-- > 0)), 6, options => options with
        {
            OnBatchFailure = BatchFailurePolicy.Retry(4, TimeSpan.Zero),
        });
        Assert.Equal(Expected(_ => true).Order(), _target.Rows.Order());
    }

    [Fact]
    public void Watermarks_stay_where_they_were_when_a_batch_is_left_out()
    {
        var target = new Target<int>();
        _testing.Run(
            context => context.FromEnumerable([5, 100, 6, 12, 40], batchSize: 1).Select(n => n == 100 ? Fail(n) : n)
                .WithEventTime(n => (long)n, TimeUnit.Seconds, TimeSpan.Zero).Window(TimeSpan.FromSeconds(10)).GroupBy(_ => 0).Select(g => g.Sum())
                .WriteTo(new RememberingSink<int>(target)),
            5,
            options => options with { MaxTaskAttempts = 1, OnBatchFailure = BatchFailurePolicy.Skip });
        Assert.Equal([11], target.Rows);
    }

    [Fact]
    public void What_a_start_has_a_sink_commit_is_tried_again_too()
    {
        _failures = int.MaxValue;
        var failing = _testing.Start(context => Sums(context, _ => false, (step, batch) => Assert.False(step == "commit" && batch == 2)));
        Assert.ThrowsAny<StreamQueryException>(() => RecoveryTesting.Step(failing, 2));
        _failures = 2;
        _testing.Run(context => Sums(context, _ => false, (step, _) => Assert.False(step == "commit" && _failures-- > 0)), 4, options => options with
        {
            OnBatchFailure = BatchFailurePolicy.Retry(3, TimeSpan.Zero),
        });
        Assert.Equal(Expected(_ => true).Order(), _target.Rows.Order());
    }

    [Fact]
    public void A_sink_that_fences_is_not_asked_again_and_its_batch_is_not_left_out()
    {
        var calls = 0;
        var context = _testing.Start(
            context => Sums(context, _ => false, (step, _) =>
            {
                calls += step == "prepare" ? 1 : 0;
                if (step == "prepare")
                {
                    throw new StreamFencedException("Replaced.");
                }
            }),
            options => options with { OnBatchFailure = BatchFailurePolicy.Retry(3, TimeSpan.Zero).ThenSkip() });
        Assert.Throws<StreamQueryException>(() => RecoveryTesting.Step(context, 1));
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Retries_are_at_least_one(int times) => Assert.Throws<ArgumentOutOfRangeException>(() => BatchFailurePolicy.Retry(times));

    private static int Fail(int row) => throw new InvalidOperationException($"Bad row {row}.");

    private static IEnumerable<(int, long)> Expected(Func<int, bool> counts)
    {
        var sums = new long[3];
        foreach (var batch in Numbers.Chunk(10).Where(batch => batch.All(counts)))
        {
            foreach (var n in batch)
            {
                sums[n % 3] += n;
            }

            for (var key = 0; key < 3; key++)
            {
                yield return (key, sums[key]);
            }
        }
    }

    private void Sums(StreamContext context, Func<int, bool> fails, Action<string, long>? before = null) => context.FromEnumerable(Numbers, batchSize: 10)
        .Select(n => fails(n) ? Fail(n) : n).Accumulate().GroupBy(n => n % 3).Select(g => ValueTuple.Create(g.Key, g.Sum(n => (long)n)))
        .WriteTo(new RememberingSink<(int, long)>(_target) { Before = before ?? ((_, _) => { }) });
}
