using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.StateStores;
using Linq.Streaming.Execution.Windows;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a maintained window: partial tables of the batch, a shuffle, the window moved on in each partition, and all groups given out.</summary>
[Expands(typeof(WindowAggregatedDStream))]
internal sealed class WindowAggregatedExpander(WindowAggregatedDStream template, ExpansionContext context) : StreamExpander(template)
{
    private readonly StreamExpander _parent = context.Expander(template.Parent);
    private readonly IWindowShuffle _shuffle = Shuffle(template.Aggregation, context);
    private StageTemplate? _partial;
    private long _version = long.MinValue;

    public override IEnumerable<StageTemplate> OwnStages => [Partial, .. base.OwnStages];

    private StageTemplate Partial => _partial ??= _shuffle.Stage($"{template.OperatorId}.partial", _parent, this);

    public override void Prepare() => _shuffle.Prepare();

    public override void Commit(BatchContext batch)
    {
        if (_version == batch.Id)
        {
            _shuffle.Commit(_version);
        }
    }

    public override void Rollback(BatchContext batch)
    {
        if (_version == batch.Id)
        {
            _shuffle.Rollback(_version);
        }
    }

    public override IEnumerable<StatePart> Parts(ValueCodecs codecs) => [.. _shuffle.Parts(codecs), .. base.Parts(codecs)];

    protected override Rdd? Expand(BatchContext batch)
    {
        ShuffleDependency[] dependencies = _parent.At(batch) is { } rows ? [new ShuffleDependency(rows, Partial)] : [];
        return new ShuffledRdd(this, dependencies, (written, runner) =>
        {
            _version = batch.Id;
            return _shuffle.Advance(batch, batch.Ticks - template.Length.Ticks, written.Length == 0 ? [] : written[0], this, runner);
        });
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var state = emitter.Input(this, _shuffle.InputType, $"window{template.Id}");
        var table = Expression.Variable(Expression.Property(state, nameof(WindowState<,,>.Table)).Type, "totals");
        var scan = AggregateEmitter.Scan(table, (key, entry) => Expression.IfThen(
            Expression.Property(entry, nameof(StateEntry<>.Exists)),
            consume(new Row(GroupRows.New(
                template.ElementType,
                key,
                Window(emitter, template.Window, default),
                Expression.Field(Expression.Field(entry, nameof(StateEntry<>.Value)), nameof(RunningTotal<>.Total)))))));
        return Expression.IfThen(
            Expression.ReferenceNotEqual(state, Expression.Constant(null)),
            Expression.Block(typeof(void), [table], Expression.Assign(table, Expression.Property(state, nameof(WindowState<,,>.Table))), scan));
    }

    private static IWindowShuffle Shuffle(Planning.Aggregates.Aggregation aggregation, ExpansionContext context)
    {
        var total = aggregation.IsInvertible ? typeof(RunningTotal<>) : typeof(TwoStackTotal<>);
        var shuffle = typeof(WindowShuffle<,,>).MakeGenericType(
            aggregation.KeyType, aggregation.AccumulatorType, total.MakeGenericType(aggregation.AccumulatorType));
        return (IWindowShuffle)Activator.CreateInstance(shuffle, aggregation, context)!;
    }
}
