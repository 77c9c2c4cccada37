using System.Linq.Expressions;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>The running side of a template: makes its RDD in each batch, remembers it for as long as something reads it, and emits its part of a loop.</summary>
internal abstract class StreamExpander(DStream template)
{
    // Changed under the lock of the graph; read under that or its own.
    private readonly SortedList<long, Rdd?> _generated = [];
    private CollectStage? _collect;

    public DStream Template => template;

    /// <summary>How its stages become delegates.</summary>
    public StageMode Mode { get; set; }

    /// <summary>What a kept row is: the row, with its session key and its time where it carries one.</summary>
    public Type StoredType { get; } = template.CarriesTime ? typeof(Timed<>).MakeGenericType(ValueType(template)) : ValueType(template);

    /// <summary>The stage that keeps this stream's rows as blocks.</summary>
    public CollectStage Collect => _collect ??= CollectStage.Of(template.OperatorId, this);

    /// <summary>Every stage that this stream may need of its own, for compiling ahead and for <c>Explain</c>.</summary>
    public virtual IEnumerable<StageTemplate> OwnStages => template.IsMaterialized && !HasBlocks ? [Collect] : [];

    /// <summary>Compiles what it needs beside its stages.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Whether its RDDs are blocks by nature, so that no stage has to make them.</summary>
    public virtual bool HasBlocks => false;

    /// <summary>Whether it must see every batch, also where no output asks for it.</summary>
    public bool RunsEveryBatch => template.RunsUnasked || template.IsSampled;

    /// <summary>The rows remembered of batches after <paramref name="afterTicks"/> and not after <paramref name="untilTicks"/>: those that have been computed. The others nobody read, so nobody will.</summary>
    /// <remarks>Batches that come later may be generated, and computed in part, meanwhile.</remarks>
    public IReadOnlyList<(long Ticks, BlockSet Blocks)> Remembered(long afterTicks, long untilTicks)
    {
        lock (_generated)
        {
            return [.. _generated.Where(entry => entry.Key > afterTicks && entry.Key <= untilTicks && entry.Value?.Blocks is not null)
                .Select(entry => (entry.Key, entry.Value!.Blocks!))];
        }
    }

    /// <summary>The number of RDDs remembered.</summary>
    public int RememberedCount => _generated.Count;

    /// <summary>The stream's RDD at a batch: made at the first call, then the same; null where it has none.</summary>
    public Rdd? At(BatchContext batch)
    {
        if (!batch.IsValid(template.Slide))
        {
            return null;
        }

        if (!_generated.TryGetValue(batch.Ticks, out var rdd))
        {
            rdd = Expand(batch);
            lock (_generated)
                _generated.Add(batch.Ticks, rdd);
        }

        return rdd;
    }

    /// <summary>The RDDs of batches after <paramref name="afterTicks"/> and not after <paramref name="untilTicks"/>, in order.</summary>
    public IReadOnlyList<Rdd> Between(long afterTicks, long untilTicks) =>
        [.. _generated.Where(entry => entry.Key > afterTicks && entry.Key <= untilTicks).Select(entry => entry.Value).OfType<Rdd>()];

    /// <summary>Drops the RDDs that are older than the template's retention asks for, counted back from <paramref name="ticks"/>.</summary>
    public void Forget(long ticks) => ForgetUpTo(ticks - template.Retention.Ticks);

    /// <summary>Remembers the rows of a batch of an earlier run.</summary>
    public void Remember(long ticks, BlockSet blocks) => _generated[ticks] = new BlockRdd(this, blocks);

    /// <summary>Drops the RDDs of batches up to <paramref name="ticks"/>.</summary>
    public void ForgetUpTo(long ticks)
    {
        while (_generated.Count > 0 && _generated.GetKeyAtIndex(0) <= ticks)
        {
            _generated.GetValueAtIndex(0)?.Release();
            lock (_generated)
                _generated.RemoveAt(0);
        }
    }

    /// <summary>The part of a loop that gives this stream's rows to <paramref name="consume"/>.</summary>
    protected abstract Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume);

    /// <summary>Makes the RDD of a batch at which the stream has one; null when its parents have none.</summary>
    protected abstract Rdd? Expand(BatchContext batch);

    /// <summary>As <see cref="EmitRows"/>; a stream that another stage has kept as blocks is read from them.</summary>
    public Expression Emit(StageEmitter emitter, Func<Row, Expression> consume) =>
        template.IsMaterialized && !HasBlocks && !ReferenceEquals(emitter.Stage, _collect)
            ? EmitBlocks(emitter, consume)
            : EmitRows(emitter, Mode != StageMode.Unfused ? consume : row => emitter.Let(row.Value, value => consume(row.With(value))));

    /// <summary>A loop over blocks of kept rows that the task is given for this stream.</summary>
    protected Expression EmitBlocks(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var blocks = emitter.Input(this, typeof(Block<>).MakeGenericType(StoredType).MakeArrayType(), $"blocks{template.Id}");
        return BlockLoop.Over(emitter, blocks, stored => Load(emitter, stored, consume));
    }

    /// <summary>A row as it is kept.</summary>
    public Expression Store(Row row)
    {
        var value = template.SessionKey is null ? row.Value : Expression.New(ValueType(template).GetConstructors()[0], row.SessionKey!, row.Value);
        return !template.CarriesTime
            ? value
            : Expression.New(StoredType.GetConstructors()[0], value, row.Time ?? Zero, row.WindowStart ?? Zero, row.Mark ?? Zero);
    }

    /// <summary>A kept row, for <paramref name="consume"/>.</summary>
    public Expression Load(StageEmitter emitter, Expression stored, Func<Row, Expression> consume)
    {
        var kept = template.CarriesTime ? Expression.Field(stored, nameof(Timed<>.Value)) : stored;
        var row = !template.CarriesTime
            ? default
            : new Row(
                kept,
                Expression.Field(stored, nameof(Timed<>.Time)),
                Expression.Field(stored, nameof(Timed<>.WindowStart)),
                template.CarriesWindow ? Expression.Field(stored, nameof(Timed<>.Mark)) : null);
        return template.SessionKey is null
            ? emitter.Let(kept, value => consume(row.With(value)))
            : emitter.Let(Expression.Field(kept, nameof(SessionRow<,>.Value)), value => consume(
                row.With(value) with { SessionKey = Expression.Field(kept, nameof(SessionRow<,>.Key)) }));
    }

    private static readonly Expression Zero = Expression.Constant(0L);

    private static Type ValueType(DStream template) => template.SessionKey is { } key
        ? typeof(SessionRow<,>).MakeGenericType(key, template.ElementType)
        : template.ElementType;

    /// <summary>The window of a row, by the rule that the plan gives.</summary>
    protected static Expression Window(StageEmitter emitter, RowWindow window, Row row)
    {
        var (start, end) = WindowBounds.Of(emitter, window, row);
        return WindowBounds.Window(start, end, window.IsCarried ? row.Mark : null);
    }

    /// <summary>Gives the stream a result that a stage left for it, in the order of partitions; called once each stage has succeeded.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="source">The part of a source that the partition's rows came from.</param>
    /// <param name="result">The result.</param>
    public virtual void Observe(BatchContext batch, SourcePartition source, long result)
    {
    }

    /// <summary>Makes the effects of a batch lasting.</summary>
    public virtual void Commit(BatchContext batch)
    {
    }

    /// <summary>Undoes the effects of a batch that is given up, also where it was computed in part.</summary>
    public virtual void Rollback(BatchContext batch)
    {
    }

    /// <summary>Drops the RDD of a batch that is given up.</summary>
    public void Drop(long ticks)
    {
        Rdd? rdd;
        lock (_generated)
        {
            _generated.Remove(ticks, out rdd);
        }

        rdd?.Release();
    }

    /// <summary>What it keeps between batches, in an order that is always the same.</summary>
    /// <exception cref="UnsupportedValueException">Something of it has no bytes.</exception>
    public virtual IEnumerable<StatePart> Parts(ValueCodecs codecs) => Template.Retention == TimeSpan.Zero
        ? []
        : [(StatePart)Activator.CreateInstance(typeof(BlocksPart<>).MakeGenericType(StoredType), this, codecs)!];

    /// <summary>Called when the parts hold what there was after <paramref name="batch"/>.</summary>
    public virtual void OnRestored(long batch)
    {
    }

    public override string ToString() => template.OperatorId;
}
