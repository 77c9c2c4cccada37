using System.Collections;

namespace Conformance.Tests.EventTime;

/// <summary>A row with an event time. <c>Text</c> tells where it came from, so that a concatenation of texts shows the order of rows.</summary>
public sealed record Event(long Ticks, int Key, string? Name, double Real, int Number, string Text)
{
    /// <summary>The event time.</summary>
    public DateTimeOffset At => new(Ticks, TimeSpan.Zero);

    /// <summary>The event time in ticks since the Unix epoch.</summary>
    public long SinceEpoch => Ticks - DateTime.UnixEpoch.Ticks;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"({Text}@{(double)SinceEpoch / TimeSpan.TicksPerSecond} k{Key} {Name ?? "null"} {Real} {Number})");
}

/// <summary>A group of LINQ to Objects with the interface of the engine's groups, so that one lambda can be given to both.</summary>
internal sealed class EventGroup<TKey>(TKey key, TimeWindow window, IEnumerable<Event> rows) : IStreamGrouping<TKey, Event>
{
    private readonly Event[] _rows = [.. rows];

    public TKey Key => key;

    public TimeWindow Window => window;

    public IEnumerator<Event> GetEnumerator() => _rows.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The groups of some rows, in the order in which their keys came.</summary>
    public static IEnumerable<EventGroup<TKey>> Of(IEnumerable<Event> rows, TimeWindow window, Func<Event, TKey> key) =>
        rows.GroupBy(key).Select(group => new EventGroup<TKey>(group.Key, window, group));
}
