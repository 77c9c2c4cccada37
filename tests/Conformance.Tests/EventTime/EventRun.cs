using System.Runtime.CompilerServices;
using Conformance.Tests.Incremental;
using CsCheck;

namespace Conformance.Tests.EventTime;

/// <summary>Random batches of one or two sources, and a way to run queries over them.</summary>
internal sealed record EventRun(Event[]?[] First, Event[]?[] Second, TimeRule Rule, TimeRule OtherRule, WindowShape Shape, Choices Choices)
{
    public int Count => Math.Max(First.Length, Second.Length);

    /// <summary>The same without a restart, for queries that keep objects, which have no bytes.</summary>
    public EventRun Uninterrupted => this with { Choices = Choices with { Restart = null } };

    public StreamTestOptions Options => new() { Partitions = Choices.Partitions, RestartAfterBatch = Choices.Restart, BatchCount = Count, Optimize = Choices.Optimize };

    /// <summary>The first source with event time.</summary>
    public IStreamQueryable<Event> Timed(IStreamQueryable<Event> rows) => Timed(rows, Rule);

    /// <summary>The first source with event time, some rows left out, in windows.</summary>
    public IStreamQueryable<Event> Windowed(IStreamQueryable<Event> rows) => Shape.Over(Filtered(Timed(rows)));

    /// <summary>Rows with event time by one of the ways to give it.</summary>
    public IStreamQueryable<Event> Timed(IStreamQueryable<Event> rows, TimeRule rule) => (Choices.Variant % 3) switch
    {
        0 => rule is { Idle: null, Ahead: null } ? rows.WithEventTime(x => x.At, rule.Bound) : rows.WithEventTime(x => x.At, rule.Bound, rule.Idle, rule.Ahead),
        1 => rows.WithEventTime(x => x.SinceEpoch, TimeUnit.Ticks, rule.Bound, rule.Idle, rule.Ahead),
        _ => rows.WithEventTime(x => x.At.UtcDateTime, rule.Bound, rule.Idle, rule.Ahead),
    };

    /// <summary>A filter between event time and the window, in half of the runs.</summary>
    public IStreamQueryable<Event> Filtered(IStreamQueryable<Event> rows) => Choices.HasFilter ? rows.Where(x => x.Number != 2) : rows;

    /// <summary>As <see cref="Filtered(IStreamQueryable{Event})"/>, of rows.</summary>
    public IReadOnlyList<Event> Filtered(IEnumerable<Event> rows) => [.. rows.Where(x => !Choices.HasFilter || x.Number != 2)];

    /// <summary>How far a row of the first source lies behind the latest one before it, at most.</summary>
    public TimeSpan Disorder => First.SelectMany(batch => batch ?? []).Aggregate(
        (Latest: long.MinValue, Most: 0L), (seen, x) => (Math.Max(seen.Latest, x.Ticks), Math.Max(seen.Most, seen.Latest == long.MinValue ? 0 : seen.Latest - x.Ticks)), seen => new TimeSpan(seen.Most));

    /// <summary>By what the windows of the first source close.</summary>
    public long[] Force => Watermarks.Least(Watermarks.Of(Rule, Count, First));

    /// <summary>What the batches do to the windows of the first source.</summary>
    public IReadOnlyList<Outcome<Event>> Outcomes() => EventWindowOracle.Run(Rows(First), x => x.Ticks, Shape, Force);

    /// <summary>The rows of each batch of a source, without those that the filter leaves out.</summary>
    public IReadOnlyList<IReadOnlyList<Event>> Rows(Event[]?[] source) => [.. Enumerable.Range(1, Count).Select(batch => Filtered(Watermarks.RowsAt(source, batch)))];

    /// <summary>The rows of each batch of both sources.</summary>
    public IReadOnlyList<IReadOnlyList<Event>> RowsOfBoth => [.. Rows(First).Zip(Rows(Second), (first, second) => (IReadOnlyList<Event>)[.. first, .. second])];

    /// <summary>Runs a query over the first source and compares what it gives, in any order within a batch.</summary>
    public void Expect<T>(Func<IStreamQueryable<Event>, IStreamQueryable<T>> query, IEnumerable<IEnumerable<T>> expected, bool isOrdered = false) =>
        Same(expected, StreamTest.Run(First, query, Options), isOrdered);

    /// <summary>Runs a query over both sources and compares what it gives, in any order within a batch.</summary>
    public void Expect<T>(Func<IStreamQueryable<Event>, IStreamQueryable<Event>, IStreamQueryable<T>> query, IEnumerable<IEnumerable<T>> expected) =>
        Same(expected, StreamTest.Run(First, Second, query, Options), isOrdered: false);

    /// <summary>Smaller runs: some batches less, or a row.</summary>
    public IEnumerable<EventRun> Smaller()
    {
        for (var size = Count / 2; size > 0; size /= 2)
        {
            for (var from = 0; from < Count; from += size)
            {
                yield return this with { First = Without(First, from, size), Second = Without(Second, from, size) };
            }
        }

        foreach (var run in Less(First).Select(first => this with { First = first }).Concat(Less(Second).Select(second => this with { Second = second })))
        {
            yield return run;
        }
    }

    public override string ToString() => string.Join(
        Environment.NewLine,
        [$"{Rule}", $"{OtherRule}", $"{Shape}", $"{Choices}", .. Enumerable.Range(0, Count).Select(i => $"{i + 1}: {Text(i < First.Length ? First[i] : [])}{(i < Second.Length ? "   second: " + Text(Second[i]) : "")}")]);

    private static IEnumerable<Event[]?[]> Less(Event[]?[] source) => source.SelectMany((batch, i) => Enumerable.Range(0, batch?.Length ?? 0)
        .Select(row => (Event[]?[])[.. source[..i], [.. batch![..row], .. batch[(row + 1)..]], .. source[(i + 1)..]]));

    private static Event[]?[] Without(Event[]?[] source, int from, int size) => [.. source.Take(from), .. source.Skip(from + size)];

    private static string Text(Event[]? batch) => batch is null ? "null" : string.Join(" ", batch.AsEnumerable());

    private static void Same<T>(IEnumerable<IEnumerable<T>> expected, IReadOnlyList<IReadOnlyList<T>> actual, bool isOrdered) =>
        Assert.Equal(RowText.Lines(expected, isOrdered), RowText.Lines(actual, isOrdered));
}

/// <summary>How a run is done, and which of several queries is asked.</summary>
internal sealed record Choices(int Partitions, int? Restart, bool Optimize, bool HasFilter, int Variant, int Query);

/// <summary>Checks properties of runs, and makes a run that fails small.</summary>
internal static class EventRuns
{
    private const int MostAttempts = 300;

    public static void CheckRuns(this object properties, Gen<EventRun> runs, Action<EventRun> property, [CallerMemberName] string name = "") => properties.Check(
        runs,
        run =>
        {
            if (Failure(run, property) is { } failure)
            {
                var (smallest, why) = Smallest(run, failure, property);
                Assert.Fail($"{smallest}{Environment.NewLine}{why}");
            }
        },
        name);

    private static (EventRun Run, Exception Failure) Smallest(EventRun run, Exception failure, Action<EventRun> property)
    {
        for (var attempts = 0; attempts < MostAttempts;)
        {
            var found = false;
            foreach (var smaller in run.Smaller().TakeWhile(_ => attempts++ < MostAttempts))
            {
                if (Failure(smaller, property) is { } why)
                {
                    (run, failure, found) = (smaller, why, true);
                    break;
                }
            }

            if (!found)
            {
                break;
            }
        }

        return (run, failure);
    }

    private static Exception? Failure(EventRun run, Action<EventRun> property) => Record.Exception(() => property(run));
}
