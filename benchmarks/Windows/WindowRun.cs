using System.Linq.Expressions;

namespace Linq.Streaming.Benchmarks.Windows;

/// <summary>One sliding window over batch time, full, moved on batch by batch: the same rows whatever its length.</summary>
public sealed class WindowRun : IDisposable
{
    /// <summary>How many rows each batch has.</summary>
    public const int RowsPerBatch = 1_000;

    /// <summary>How many batches the longest window holds; all are measured over as many, so that what happens once in a window's length is in the figure.</summary>
    public const int Batches = 3_600;

    private const int Keys = 100;

    private static readonly Reading[][] Data = MakeData();

    private readonly SteppedRun<Reading> _run;
    private int _next;

    /// <param name="panes">How many batches the window holds; it moves by one.</param>
    /// <param name="aggregate">What is asked of each key.</param>
    public WindowRun(int panes, Expression<Func<IStreamGrouping<int, Reading>, long>> aggregate)
    {
        var slide = SteppedRun<Reading>.Interval;
        _run = new SteppedRun<Reading>(1, readings => readings.Window(panes * slide, slide).GroupBy(reading => reading.Key).Select(aggregate)
            .ForEachBatch(batch => Results += batch.Count));
        MoveOn();
    }

    /// <summary>The results so far.</summary>
    public long Results { get; private set; }

    /// <summary>Runs as many batches as the longest window holds.</summary>
    public void MoveOn()
    {
        for (var i = 0; i < Batches; i++)
        {
            _run.Step(Data[_next++ % Data.Length]);
        }
    }

    public void Dispose() => _run.Dispose();

    private static Reading[][] MakeData()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, 61).Select(_ => Enumerable.Range(0, RowsPerBatch).Select(_ => new Reading(random.Next(Keys), random.Next())).ToArray())];
    }
}

/// <summary>A value of one of some sensors.</summary>
public readonly record struct Reading(int Key, int Value);
