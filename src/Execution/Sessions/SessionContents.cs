using Linq.Streaming.Execution.Aggregation;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>What is kept of the rows of a session, and how it follows from its parts. The default value stands for no rows.</summary>
/// <typeparam name="TPartial">What partial sessions keep. It is not changed: an attempt that is repeated reads it again.</typeparam>
/// <typeparam name="TContent">What open sessions keep.</typeparam>
internal abstract class SessionContents<TPartial, TContent>
{
    /// <summary>The batch whose rows are added.</summary>
    protected long Batch { get; private set; }

    /// <summary>The captured values of the plan.</summary>
    protected object?[] Captured { get; private set; } = [];

    public void Begin(long batch, object?[] captured) => (Batch, Captured) = (batch, captured);

    /// <summary>Compiles what it needs.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Adds the rows of a partial session.</summary>
    public abstract void Add(ref TContent into, ref PartialSession<TPartial> partial);

    /// <summary>Adds the rows of another session, which goes.</summary>
    public abstract void Add(ref TContent into, ref TContent other);
}

/// <summary>Accumulators, of aggregates for which the order of rows makes no difference.</summary>
internal sealed class AccumulatorContents<TAccumulator>(Planning.Aggregates.Aggregation aggregation) : SessionContents<TAccumulator, TAccumulator>
{
    private readonly AccumulatorFunctions<TAccumulator> _functions = new(aggregation);

    public override void Prepare() => _ = _functions.Combine;

    public override void Add(ref TAccumulator into, ref PartialSession<TAccumulator> partial) => _functions.Combine(ref into, ref partial.Value, Captured);

    public override void Add(ref TAccumulator into, ref TAccumulator other) => _functions.Combine(ref into, ref other, Captured);
}

/// <summary>The rows, for aggregates that take them in the order in which they came once their session is complete.</summary>
internal sealed class RowContents<TRow> : SessionContents<RowChain<TRow>, ArrivedRows<TRow>>
{
    public override void Add(ref ArrivedRows<TRow> into, ref PartialSession<RowChain<TRow>> partial) => into.Add(partial.Value, partial.Rows, Batch);

    public override void Add(ref ArrivedRows<TRow> into, ref ArrivedRows<TRow> other) => into.Add(other);
}

/// <summary>Nothing: what is late depends on when sessions end and not on what is in them.</summary>
internal sealed class NoContents<TRow> : SessionContents<RowChain<TRow>, ValueTuple>
{
    public override void Add(ref ValueTuple into, ref PartialSession<RowChain<TRow>> partial)
    {
    }

    public override void Add(ref ValueTuple into, ref ValueTuple other)
    {
    }
}
