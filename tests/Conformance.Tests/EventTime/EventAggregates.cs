using System.Linq.Expressions;

namespace Conformance.Tests.EventTime;

/// <summary>What a query may ask of a group in a window of event time. Each lambda is run by the engine, in panes or window by window, and by LINQ to Objects on the whole group.</summary>
internal static class EventAggregates<TKey>
{
    /// <summary>Their order does not matter, so overlapping windows share panes.</summary>
    public static readonly Expression<Func<IStreamGrouping<TKey, Event>, object?>>[] Commutative =
    [
        g => g.Count(),
        g => g.Sum(x => (long)x.Number),
        g => g.Min(x => x.Number),
        g => g.Max(x => x.Number),
        g => g.Average(x => (long)x.Number),
        g => g.Select(x => x.Number).Distinct().Count(),
        g => g.Select(x => x.Real).Distinct().Count(),
        g => g.Min(x => x.Real),
        g => g.Max(x => x.Real),
        g => g.Sum(x => x.Real),
        g => g.Min(x => x.Name),
        g => g.Max(x => x.At),
        g => g.Sum(x => x.Number % 2 == 0 ? x.Number : (int?)null),
        g => g.Average(x => (decimal)x.Number),
        g => g.Any(x => x.Number == 1),
        g => g.All(x => x.Number < 3),
        g => g.Count(x => x.Number > 0),
        g => g.Where(x => x.Number < 0).Sum(x => x.Number),
        g => new object?[] { g.Key, g.Count(), g.Sum(x => x.Number), g.Average(x => x.Number) },
        g => new object?[] { g.Key, g.Count(), g.Max(x => x.Number), g.Min(x => x.Number), g.Select(x => x.Name).Distinct().Count() },
        g => g.Max(x => x.Number) - g.Min(x => x.Number) + g.Count(),
        g => new object?[] { g.Key, WindowText.Of(g.Window), g.Sum(x => x.Number) },
    ];

    /// <summary>They see the order of rows, or keep them.</summary>
    public static readonly Expression<Func<IStreamGrouping<TKey, Event>, object?>>[] Ordered =
    [
        g => g.Select(x => x.Text).ToList(),
        g => g.First().Text,
        g => g.Last().Text,
        g => g.MinBy(x => x.Number)!.Text,
        g => g.MaxBy(x => x.Number)!.Text,
        g => g.MaxBy(x => x.Real)!.Text,
        g => g.Select(x => x.Text).Aggregate((a, b) => a + b),
        g => g.Aggregate("", (text, x) => text + x.Text),
        g => g.Aggregate(1L, (total, x) => (total * 3) + x.Number),
        g => g.OrderBy(x => x.Number).ThenByDescending(x => x.Name).Take(2).ToArray(),
        g => g.OrderByDescending(x => x.At).Take(3).Select(x => x.Text).ToList(),
        g => string.Join("/", g.Select(x => x.Text)),
        g => new object?[] { g.Key, WindowText.Of(g.Window), g.Count(), g.First().Text, g.Last().Text, g.Sum(x => x.Number) },
    ];

    public static readonly Expression<Func<IStreamGrouping<TKey, Event>, object?>>[] All = [.. Commutative, .. Ordered];

    private static readonly Lazy<Func<IStreamGrouping<TKey, Event>, object?>>[] Compiled =
        [.. All.Select(aggregate => new Lazy<Func<IStreamGrouping<TKey, Event>, object?>>(aggregate.Compile))];

    /// <summary>The results of the groups of an instance, each with the instance that it is of.</summary>
    public static IEnumerable<object?[]> Model(Instance<Event> instance, Func<Event, TKey> key, int which)
    {
        // Of an early instance the groups that have new rows.
        var given = (instance.IsEarly ? instance.New : instance.Rows).Select(key).ToHashSet();
        return Results(instance, key, given.Contains, which).Select(result => new[] { result, WindowText.Of(instance.Window) });
    }

    /// <summary>The results of the groups of an instance that are asked for.</summary>
    public static IEnumerable<object?> Results(Instance<Event> instance, Func<Event, TKey> key, Func<TKey, bool> isGiven, int which) =>
        EventGroup<TKey>.Of(instance.Rows, instance.Window, key).Where(group => isGiven(group.Key)).Select(group => Compiled[which].Value(group));
}

/// <summary>A window as its ends in seconds since the Unix epoch.</summary>
internal static class WindowText
{
    public static string Of(TimeWindow window) => $"{Seconds(window.Start)}..{Seconds(window.End)}{(window.IsFinal ? "" : " early")}";

    private static decimal Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / (decimal)TimeSpan.TicksPerSecond;
}

/// <summary>One query of groups for each kind of key: numbers, texts that may be missing, numbers that may be none or zeros of both signs, and pairs.</summary>
internal static class GroupQueries
{
    /// <summary>The groups of windowed rows by one of the keys, as one of the aggregates, with their windows.</summary>
    public static IStreamQueryable<object?[]> Groups(IStreamQueryable<Event> windowed, int query) => (query % 4) switch
    {
        0 => Windows(windowed.GroupBy(x => x.Key).Select(EventAggregates<int>.All[Which(query)])),
        1 => Windows(windowed.GroupBy(x => x.Name).Select(EventAggregates<string?>.All[Which(query)])),
        2 => Windows(windowed.GroupBy(x => x.Real).Select(EventAggregates<double>.All[Which(query)])),
        _ => Windows(windowed.GroupBy(x => ValueTuple.Create(x.Key, x.Name)).Select(EventAggregates<(int, string?)>.All[Which(query)])),
    };

    /// <summary>What <see cref="Groups"/> gives for an instance: where it is early, of the groups that the batch touched.</summary>
    public static IEnumerable<object?[]> Model(Instance<Event> instance, int query) => (query % 4) switch
    {
        0 => EventAggregates<int>.Model(instance, x => x.Key, Which(query)),
        1 => EventAggregates<string?>.Model(instance, x => x.Name, Which(query)),
        2 => EventAggregates<double>.Model(instance, x => x.Real, Which(query)),
        _ => EventAggregates<(int, string?)>.Model(instance, x => (x.Key, x.Name), Which(query)),
    };

    /// <summary>The number of a query whose aggregate does not see the order of rows.</summary>
    public static int Commutative(int query) => (query % 4) + (4 * (query / 4 % EventAggregates<int>.Commutative.Length));

    /// <summary>Results with the windows that they keep.</summary>
    public static IStreamQueryable<object?[]> Windows(IStreamQueryable<object?> results) => results.Select((result, window) => new[] { result, WindowText.Of(window) });

    private static int Which(int query) => query / 4 % EventAggregates<int>.All.Length;
}
