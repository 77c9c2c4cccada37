using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;

namespace Linq.Streaming.Execution.Outputs;

/// <summary>What an output receives in a batch.</summary>
internal abstract record OutputRows
{
    /// <summary>The number of rows.</summary>
    public abstract int Count { get; }
}

/// <inheritdoc cref="OutputRows"/>
/// <param name="Items">The rows, in memory that is nobody else's: windows by end and start, rows of one in the order of partitions.</param>
/// <param name="Window">The window of all rows; null where they are of several, or carry none.</param>
internal sealed record OutputRows<T>(ArraySegment<T> Items, TimeWindow? Window) : OutputRows
{
    public override int Count => Items.Count;

    /// <summary>Takes the rows of each partition out of its sink.</summary>
    public static OutputRows<T> Take(StageSink[] sinks)
    {
        OutputSink<T>? only = null;
        var (count, filled) = (0, 0);
        foreach (var sink in sinks.Cast<OutputSink<T>>())
        {
            if (sink.Count > 0)
            {
                only = sink;
                filled++;
                count += sink.Count;
            }
        }

        if (filled == 0)
        {
            return new(ArraySegment<T>.Empty, null);
        }

        if (filled == 1 && IsOrdered(only!.Runs))
        {
            return new(only.Take(), OnlyWindow(only.Runs));
        }

        var runs = sinks.Cast<OutputSink<T>>().SelectMany(RunsOf).ToList();
        return runs.Count == 0 ? new(Together(sinks, count), null) : ByWindow(runs, count);
    }

    /// <summary>A copy of rows that others read as well.</summary>
    public static OutputRows<T> Copy(BlockSet rows, bool isCarried)
    {
        if (rows is not BlockSet<Timed<T>> timed)
        {
            return new(((BlockSet<T>)rows).ToArray(), null);
        }

        var sink = new OutputSink<T>();
        foreach (var block in timed.All())
        {
            foreach (ref readonly var row in block.Span)
            {
                if (isCarried)
                {
                    sink.Add(row.Value, row.Time, row.WindowStart, row.Mark);
                }
                else
                {
                    sink.Add(row.Value);
                }
            }
        }

        return Take([sink]);
    }

    private static List<(WindowRun Run, OutputSink<T> Sink, int End)> RunsOf(OutputSink<T> sink)
    {
        var own = sink.Runs;
        var runs = new List<(WindowRun Run, OutputSink<T> Sink, int End)>(own.Length);
        for (var i = 0; i < own.Length; i++)
        {
            runs.Add((own[i], sink, i + 1 < own.Length ? own[i + 1].First : sink.Count));
        }

        return runs;
    }

    private static bool IsOrdered(ReadOnlySpan<WindowRun> runs)
    {
        for (var i = 1; i < runs.Length; i++)
        {
            if (runs[i - 1].CompareTo(runs[i]) > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static T[] Together(StageSink[] sinks, int count)
    {
        var items = new T[count];
        var at = 0;
        foreach (var sink in sinks.Cast<OutputSink<T>>())
        {
            sink.Rows.CopyTo(items.AsSpan(at));
            at += sink.Count;
        }

        return items;
    }

    private static OutputRows<T> ByWindow(List<(WindowRun Run, OutputSink<T> Sink, int End)> runs, int count)
    {
        // Stable: of a window's rows those of the first partition come first.
        var ordered = runs.OrderBy(run => run.Run).ToArray();
        var items = new T[count];
        var at = 0;
        foreach (var (run, sink, end) in ordered)
        {
            sink.Rows[run.First..end].CopyTo(items.AsSpan(at));
            at += end - run.First;
        }

        return new(items, OnlyWindow([ordered[0].Run, ordered[^1].Run]));
    }

    // Windows are in order, so it is one where the first and the last are the same.
    private static TimeWindow? OnlyWindow(ReadOnlySpan<WindowRun> runs) =>
        runs.Length > 0 && (runs[0].Time, runs[0].WindowStart) == (runs[^1].Time, runs[^1].WindowStart)
            ? TimeWindow.FromTicks(runs[0].WindowStart, runs[0].Time + 1)
            : null;
}
