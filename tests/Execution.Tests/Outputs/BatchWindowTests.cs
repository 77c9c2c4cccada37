using Linq.Streaming;
using static Execution.Tests.Context.ContextTesting;

namespace Execution.Tests.Outputs;

/// <summary>What <see cref="Batch{T}"/> says of each kind of window.</summary>
public sealed class BatchWindowTests
{
    // Steps begin on a boundary of 10 s, so the first batch ends a second after it.
    private static readonly DateTimeOffset Zero = DateTimeOffset.UnixEpoch.AddDays(1);

    [Fact]
    public void Of_a_batch_it_is_the_interval() =>
        Assert.Equal([(0, 1), (1, 2), (2, 3)], Windows(source => source));

    [Fact]
    public void Of_a_batch_time_window_it_is_the_length() =>
        Assert.Equal([(-2, 2)], Windows(source => source.Window(Second * 4, Second * 2)));

    [Fact]
    public void Of_a_result_of_a_batch_time_window_it_is_the_length() =>
        Assert.Equal([(-3, 1), (-2, 2), (-1, 3)], Windows(source => source.Window(Second * 4).CountBy(x => x % 2).Select(pair => pair.Value)));

    [Fact]
    public void Of_everything_so_far_it_begins_at_the_zero_time() =>
        Assert.Equal([(0, 1), (0, 2), (0, 3)], Windows(source => source.Accumulate().Count()));

    // Rows at 1, 2 and 21 s: the third moves the watermark past the first window, which the flush would close too.
    [Fact]
    public void Of_a_result_of_an_event_time_window_it_is_that_window() =>
        Assert.Equal([null, null, null, (0, 10)], Windows(source => EventTime(source, bound: 0, 1, 2, 21).Count(), flush: false, steps: 4));

    [Fact]
    public void Where_several_event_time_windows_close_in_one_batch_it_is_null()
    {
        var batches = Run(source => EventTime(source, bound: 20, 1, 11, 51).Count(), flush: false, steps: 4);
        Assert.Equal([1L, 1L], batches[3]);
        Assert.Null(batches[3].Window);
    }

    [Fact]
    public void Batches_carry_their_number_and_time()
    {
        var batches = Run(source => source);
        Assert.Equal([1L, 2, 3], batches.Select(batch => batch.Id));
        Assert.Equal([1.0, 2, 3], batches.Select(batch => (batch.Time - Zero).TotalSeconds));
    }

    private static IStreamQueryable<int> EventTime(IStreamQueryable<int> source, int bound, params int[] seconds) =>
        source.WithEventTime(row => Zero.AddSeconds(seconds[row - 1]), Second * bound).Window(Second * 10);

    private static IReadOnlyList<(double, double)?> Windows<T>(Func<IStreamQueryable<int>, IStreamQueryable<T>> query, bool flush = true, int steps = 3) =>
        [.. Run(query, flush, steps).Select(batch => batch.Window is { } window
            ? ((window.Start - Zero).TotalSeconds, (window.End - Zero).TotalSeconds)
            : ((double, double)?)null)];

    private static List<Batch<T>> Run<T>(Func<IStreamQueryable<int>, IStreamQueryable<T>> query, bool flush = true, int steps = 3)
    {
        var context = new StreamContext(new StreamOptions { BatchInterval = Second, IsStepped = true, ZeroTime = Zero, Parallelism = 2 });
        var batches = new List<Batch<T>>();
        query(context.FromBatches<int>([[1], [2], [3]], "input")).ForEachBatch(batches.Add);
        context.Start();
        for (var step = 0; step < steps; step++)
        {
            context.Run.Step();
        }

        if (flush)
        {
            context.Run.CloseWindows();
        }

        Assert.False(context.Completion.IsFaulted, context.Completion.Exception?.ToString());
        context.Run.Dispose();
        return batches;
    }
}
