namespace Specification.Tests;

/// <summary>Behaviour as tables: batches in, batches out, one second a batch, the first at second 1 after the Unix epoch.</summary>
public abstract class StreamSpecification
{
    protected static BatchTable<T> Batches<T>(params T[]?[] batches) => new(batches);

    /// <summary>The length of so many batches.</summary>
    protected static TimeSpan Batch(int count) => TimeSpan.FromSeconds(count);

    /// <summary>So many seconds after the zero time.</summary>
    protected static DateTimeOffset At(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    protected static KeyValuePair<TKey, TValue> Pair<TKey, TValue>(TKey key, TValue value) => new(key, value);

    /// <summary>Where a window starts and ends, in seconds after the zero time.</summary>
    protected static string Text(TimeWindow window) =>
        $"{(window.Start - DateTimeOffset.UnixEpoch).TotalSeconds}..{(window.End - DateTimeOffset.UnixEpoch).TotalSeconds}";
}
