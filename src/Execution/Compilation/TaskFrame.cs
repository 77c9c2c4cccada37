namespace Linq.Streaming.Execution.Compilation;

/// <summary>All that a stage's delegate is given for one partition of one batch: data, and nothing of the query.</summary>
internal sealed class TaskFrame(StageTemplate stage)
{
    /// <summary>The stage that the task runs.</summary>
    public StageTemplate Stage => stage;

    /// <summary>One for each place where the stage reads rows or state; null where the partition has nothing there.</summary>
    public readonly object?[] Inputs = new object?[stage.SlotCount];

    /// <summary>What the stage leaves behind beside its rows, such as the latest event time; one for each slot.</summary>
    public readonly long[] Results = new long[stage.ResultCount];

    /// <summary>The captured values.</summary>
    public object?[] Parameters = [];

    /// <summary>Where rows go.</summary>
    public object? Sink;

    /// <summary>The batch time, in ticks of UTC.</summary>
    public long BatchTicks;

    /// <summary>The zero time of the context, in ticks of UTC.</summary>
    public long ZeroTicks;

    /// <summary>In a traced run, the number of the stream whose function was called last.</summary>
    public int Operator = -1;

    /// <summary>The branch of a concatenation that is being bound; null outside of any.</summary>
    public object? Branch;

    /// <summary>Which of the blocks that it reads the loop is in.</summary>
    public int Block;

    /// <summary>Where in the block's array the loop goes on, when it had been left; else 0.</summary>
    public int Row;

    /// <summary>Gives the stage what it reads of <paramref name="key"/>.</summary>
    public void Set(object key, object? value) => Inputs[stage.SlotOf(key, Branch)] = value;

    public void Clear()
    {
        Array.Clear(Inputs);
        Array.Clear(Results);
        (Sink, Operator, Branch, Block, Row) = (null, -1, null, 0, 0);
    }
}
