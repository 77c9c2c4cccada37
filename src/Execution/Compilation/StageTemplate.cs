using System.Linq.Expressions;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Compilation;

/// <summary>A stage of every batch: a chain of narrow operators up to a shuffle or to kept blocks, as one loop, compiled at its first use.</summary>
/// <param name="name">What errors and plans call it.</param>
/// <param name="tail">The stream whose rows it computes.</param>
internal abstract class StageTemplate(string name, StreamExpander tail)
{
    private readonly Stack<StageSink> _sinks = new();
    private readonly Stack<TaskFrame> _frames = new();
    private StageCode? _code;
    private Action<TaskFrame>? _traced;

    public string Name => name;

    public StreamExpander Tail => tail;

    public int SlotCount => Code.Slots.Count;

    public int ResultCount => Code.Results.Count;

    /// <summary>The streams that read a result of the stage after it has run, by result slot.</summary>
    public IReadOnlyList<StreamExpander> ResultReaders => Code.Results;

    /// <summary>The loop.</summary>
    public Action<TaskFrame> Run => Code.Run;

    /// <summary>The same loop, noting which operator it is in; compiled only after a failure, to name the one at fault.</summary>
    public Action<TaskFrame> Traced
    {
        get
        {
            // Several tasks of a stage may fail at once.
            lock (_sinks)
                return _traced ??= StageCompiler.Compile(this, traced: true).Run;
        }
    }

    /// <summary>The loop's expression tree, for <c>Explain</c> and tests.</summary>
    public LambdaExpression Lambda => StageCompiler.Emit(this, traced: false).Lambda;

    private StageCode Code => _code ??= StageCompiler.Compile(this, traced: false);

    public int SlotOf(object key, object? branch)
    {
        var slots = Code.Slots;
        for (var i = 0; i < slots.Count; i++)
        {
            if (ReferenceEquals(slots[i].Key, key) && ReferenceEquals(slots[i].Branch, branch))
            {
                return i;
            }
        }

        throw new InvalidOperationException($"Stage {name} has no input for {key}.");
    }

    /// <summary>Compiles the loop now rather than in the first batch.</summary>
    public void Prepare() => _ = Code;

    /// <summary>Whether rows that are texts may come as <see cref="TextPartExpression"/>, of which it makes no more strings than of strings.</summary>
    public virtual bool TakesTextParts => false;

    /// <summary>Whether it puts its rows into sinks of their own, with no look at state or watermarks: then it may run beside the batch before.</summary>
    public virtual bool NeedsOnlyRows => false;

    /// <summary>Runs <paramref name="code"/>, which notes the operator that it is in, in every attempt.</summary>
    public void Use(StageCode code) => (_code, _traced) = (code, code.Run);

    /// <summary>What becomes of one row.</summary>
    public abstract Expression Consume(StageEmitter emitter, Row row);

    protected abstract StageSink CreateSink();

    /// <summary>The number of sinks that wait to be used again.</summary>
    public int IdleSinks => _sinks.Count;

    // Sinks and frames are reused from batch to batch; two batches may be under way.
    public virtual StageSink RentSink(int partition)
    {
        lock (_frames)
            return _sinks.TryPop(out var sink) ? sink : CreateSink();
    }

    public void Return(StageSink sink)
    {
        lock (_frames)
            _sinks.Push(sink);
    }

    public TaskFrame RentFrame()
    {
        lock (_frames)
            return _frames.TryPop(out var frame) ? frame : new TaskFrame(this);
    }

    public void Return(TaskFrame frame)
    {
        frame.Clear();
        lock (_frames)
            _frames.Push(frame);
    }
}

/// <summary>Where a stage puts the rows of one partition. Reused: reset before each attempt.</summary>
internal abstract class StageSink
{
    /// <summary>Forgets the rows of an earlier attempt or batch.</summary>
    public abstract void Reset();
}

/// <summary>A compiled stage: the delegate, and what its slots stand for.</summary>
internal sealed record StageCode(Action<TaskFrame> Run, IReadOnlyList<StageSlot> Slots, IReadOnlyList<StreamExpander> Results);
