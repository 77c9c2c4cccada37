namespace Conformance.Tests.EventTime;

/// <summary>Windows <c>[Offset + k · Slide, Offset + k · Slide + Length)</c> since the Unix epoch, in ticks.</summary>
internal sealed record WindowShape(TimeSpan Length, TimeSpan Slide, TimeSpan Offset)
{
    public IStreamQueryable<T> Over<T>(IStreamQueryable<T> rows) =>
        Offset != TimeSpan.Zero ? rows.Window(Length, Slide, Offset) : Slide == Length ? rows.Window(Length) : rows.Window(Length, Slide);

    /// <summary>The windows that hold a time, ascending: none where it lies between two.</summary>
    public IEnumerable<Bounds> Of(long ticks)
    {
        var first = (Int128)ticks - DateTime.UnixEpoch.Ticks - Offset.Ticks;
        var k = first / Slide.Ticks - (first % Slide.Ticks < 0 ? 1 : 0);
        var windows = new List<Bounds>();
        for (var start = k * Slide.Ticks; start + Length.Ticks > first; start -= Slide.Ticks)
        {
            var ticksOfStart = (long)(start + Offset.Ticks + DateTime.UnixEpoch.Ticks);
            windows.Add(new Bounds(ticksOfStart, ticksOfStart + Length.Ticks));
        }

        return Enumerable.Reverse(windows);
    }
}

/// <summary>A window instance, in ticks of UTC.</summary>
internal readonly record struct Bounds(long Start, long End)
{
    /// <summary>The instance as queries see it: ends outside of all times read as the first or last of them.</summary>
    public TimeWindow Window => new(At(Start), At(End));

    private static DateTimeOffset At(long ticks) => new(Math.Clamp(ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
}

/// <summary>What a window instance holds in a batch: its rows so far, and those of them that came in this batch.</summary>
internal sealed record Instance<T>(Bounds Bounds, IReadOnlyList<T> Rows, IReadOnlyList<T> New)
{
    /// <summary>Whether it stays open.</summary>
    public bool IsEarly { get; init; }

    public TimeWindow Window => IsEarly ? TimeWindow.FromTicks(Bounds.Start, Bounds.End, isEarly: true) : Bounds.Window;
}

/// <summary>What a batch does: the instances that it closes, those that it touched and that stay open, both ascending, and its late rows.</summary>
internal sealed record Outcome<T>(IReadOnlyList<Instance<T>> Closed, IReadOnlyList<Instance<T>> Touched, IReadOnlyList<T> Late);

/// <summary>Windows of event time as the specification words them: judge lateness, add the rows, give out what is closed.</summary>
internal static class EventWindowOracle
{
    /// <param name="rows">The rows of each batch with the windows that they are in.</param>
    /// <param name="force">The watermark in force in each batch, one more for the end of the input.</param>
    /// <param name="isDerived">Whether rows come when the watermark lets them: they are judged by the one before.</param>
    public static IReadOnlyList<Outcome<T>> Run<T>(IReadOnlyList<IReadOnlyList<(T Row, IReadOnlyList<Bounds> Windows)>> rows, long[] force, bool isDerived = false)
    {
        var open = new SortedDictionary<long, (Bounds Bounds, List<T> Rows)>();
        var outcomes = new List<Outcome<T>>();
        for (var batch = 0; batch < force.Length; batch++)
        {
            var judge = !isDerived ? force[batch] : batch == 0 ? Watermarks.None : force[batch - 1];
            var late = new List<T>();
            var touched = new SortedDictionary<long, List<T>>();
            foreach (var (row, windows) in batch < rows.Count ? rows[batch] : [])
            {
                if (windows.Count > 0 && windows.All(window => window.End <= judge))
                {
                    late.Add(row);
                }

                foreach (var window in windows.Where(window => window.End > judge))
                {
                    open.TryAdd(window.Start, (window, []));
                    touched.TryAdd(window.Start, []);
                    open[window.Start].Rows.Add(row);
                    touched[window.Start].Add(row);
                }
            }

            var closed = open.Values.Where(window => window.Bounds.End <= force[batch]).ToArray();
            var early = open.Values.Where(window => window.Bounds.End > force[batch] && touched.ContainsKey(window.Bounds.Start)).ToArray();
            outcomes.Add(new Outcome<T>(
                [.. closed.Select(window => Instance(window.Bounds, window.Rows))], [.. early.Select(window => Instance(window.Bounds, window.Rows) with { IsEarly = true })], late));
            foreach (var window in closed)
            {
                open.Remove(window.Bounds.Start);
            }

            Instance<T> Instance(Bounds bounds, List<T> all) => new(bounds, [.. all], touched.TryGetValue(bounds.Start, out var added) ? added : []);
        }

        return outcomes;
    }

    /// <summary>The same of rows with times.</summary>
    public static IReadOnlyList<Outcome<T>> Run<T>(IReadOnlyList<IReadOnlyList<T>> rows, Func<T, long> ticks, WindowShape shape, long[] force, bool isDerived = false) => Run(
        [.. rows.Select(batch => (IReadOnlyList<(T, IReadOnlyList<Bounds>)>)[.. batch.Select(row => (row, (IReadOnlyList<Bounds>)[.. shape.Of(ticks(row))]))])], force, isDerived);

    /// <summary>Results of each instance, batch by batch, with the window that each keeps.</summary>
    public static IReadOnlyList<IReadOnlyList<(TResult Row, Bounds Bounds)>> Results<T, TResult>(
        this IReadOnlyList<Outcome<T>> outcomes, Func<Instance<T>, IEnumerable<TResult>> results) =>
        [.. outcomes.Select(outcome => (IReadOnlyList<(TResult, Bounds)>)[.. outcome.Closed.SelectMany(window => results(window).Select(row => (row, window.Bounds)))])];

    /// <summary>Results in windows of another shape: each by the last instant of its window.</summary>
    public static IReadOnlyList<Outcome<T>> Again<T>(this IReadOnlyList<IReadOnlyList<(T Row, Bounds Bounds)>> results, WindowShape shape, long[] force) =>
        Run([.. results.Select(batch => (IReadOnlyList<(T, IReadOnlyList<Bounds>)>)[.. batch.Select(result => (result.Row, (IReadOnlyList<Bounds>)[.. shape.Of(result.Bounds.End - 1)]))])], force, isDerived: true);

    /// <summary>Results that wait in their window for another watermark.</summary>
    public static IReadOnlyList<Outcome<T>> Wait<T>(this IReadOnlyList<IReadOnlyList<(T Row, Bounds Bounds)>> results, long[] force) =>
        Run([.. results.Select(batch => (IReadOnlyList<(T, IReadOnlyList<Bounds>)>)[.. batch.Select(result => (result.Row, (IReadOnlyList<Bounds>)[result.Bounds]))])], force, isDerived: true);
}
