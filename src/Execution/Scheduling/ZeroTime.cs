using Linq.Streaming.Execution.Inputs;
using Linq.Streaming.Execution.Scheduling.Timers;

namespace Linq.Streaming.Execution.Scheduling;

/// <summary>Says when the interval of the first batch starts, so that batch times are multiples of the interval since the Unix epoch.</summary>
internal static class ZeroTime
{
    /// <summary>The zero time in ticks: by the first row of sources that carry their times and are all bounded, else by the clock.</summary>
    /// <param name="inputs">The sources, started.</param>
    /// <param name="interval">The batch interval.</param>
    /// <param name="timeProvider">The clock.</param>
    public static long Of(IReadOnlyList<StreamInput> inputs, TimeSpan interval, TimeProvider timeProvider)
    {
        var first = inputs.All(input => input.IsBounded)
            ? inputs.Select(input => input.FirstTime).OfType<DateTimeOffset>().DefaultIfEmpty().Min()
            : default;
        return first == default
            ? BatchTimer.FirstBatchTime(timeProvider.GetUtcNow(), interval).UtcTicks - interval.Ticks
            : Before(first, interval.Ticks);
    }

    // The first row's batch is (T - interval, T] with T a multiple of the interval, so a row at T is in it.
    private static long Before(DateTimeOffset first, long interval)
    {
        var sinceEpoch = first.UtcTicks - DateTime.UnixEpoch.Ticks - 1;
        var remainder = ((sinceEpoch % interval) + interval) % interval;
        return DateTime.UnixEpoch.Ticks + sinceEpoch - remainder;
    }
}
