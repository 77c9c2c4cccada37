using System.Linq.Expressions;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Joining;
using Linq.Streaming.Execution.KeptJoining;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Expansion;

/// <summary>Runs a join of two streams of which everything so far is kept.</summary>
[Expands(typeof(PairJoinedDStream))]
internal sealed class PairJoinedExpander(PairJoinedDStream template, ExpansionContext context) : StreamExpander(template), IStateReport
{
    private readonly StreamExpander _outer = context.Expander(template.Outer);
    private readonly StreamExpander _inner = context.Expander(template.Inner);
    private readonly IPairJoinShuffle _shuffle = (IPairJoinShuffle)Activator.CreateInstance(
        typeof(PairJoinShuffle<,,>).MakeGenericType(template.OuterKey.ReturnType, template.Outer.ElementType, template.Inner.ElementType), template, context)!;
    private StageTemplate? _outerStage;
    private StageTemplate? _innerStage;
    private long _version = long.MinValue;

    public override IEnumerable<StageTemplate> OwnStages => [OuterStage, InnerStage, .. base.OwnStages];

    /// <summary>The number of keys kept, over both sides.</summary>
    public long StateCount => _shuffle.StateCount;

    public long LateCount => 0;

    private StageTemplate OuterStage => _outerStage ??= _shuffle.OuterStage($"{template.OperatorId}.outer", _outer, this);

    private StageTemplate InnerStage => _innerStage ??= _shuffle.InnerStage($"{template.OperatorId}.inner", _inner, this);

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

    // It has an RDD at every batch: keys are forgotten without rows too.
    protected override Rdd? Expand(BatchContext batch)
    {
        var dependencies = new List<ShuffleDependency>(2);
        var outer = Depend(_outer.At(batch), OuterStage);
        var inner = Depend(_inner.At(batch), InnerStage);
        return new ShuffledRdd(this, dependencies, (written, _) =>
        {
            _version = batch.Id;
            return _shuffle.Read(batch, outer < 0 ? [] : written[outer], inner < 0 ? [] : written[inner]);
        });

        int Depend(Rdd? rows, StageTemplate stage)
        {
            if (rows is null)
            {
                return -1;
            }

            dependencies.Add(new ShuffleDependency(rows, stage));
            return dependencies.Count - 1;
        }
    }

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        var input = emitter.Input(this, _shuffle.InputType, $"join{template.Id}");
        return Expression.IfThen(
            Expression.ReferenceNotEqual(input, Expression.Constant(null)),
            Expression.Block(
                typeof(void),
                Expression.Call(input, nameof(PairJoinInput<,,>.Begin), null),
                Meet(input, nameof(PairJoinInput<,,>.NewOuters), nameof(PairJoinInput<,,>.Inners), (own, kept) => Give(emitter, own, kept, consume)),
                Expression.Call(input, nameof(PairJoinInput<,,>.AddOuter), null),
                Meet(input, nameof(PairJoinInput<,,>.NewInners), nameof(PairJoinInput<,,>.Outers), (own, kept) => Give(emitter, kept, own, consume)),
                Expression.Call(input, nameof(PairJoinInput<,,>.AddInner), null)));
    }

    private static BlockExpression Meet(Expression input, string newRows, string keptRows, Func<Expression, Expression, Expression> give)
    {
        var rows = Expression.Variable(Expression.Property(input, newRows).Type, "rows");
        return Expression.Block(
            typeof(void),
            [rows],
            Expression.Assign(rows, Expression.Property(input, newRows)),
            Loops.ForEach(rows, row =>
            {
                var find = Expression.Call(input, keptRows, null, Expression.Field(row, nameof(KeyedRow<,>.Key)));
                var kept = Expression.Variable(find.Type, "kept");
                return Expression.Block(
                    typeof(void),
                    [kept],
                    Expression.Assign(kept, find),
                    Loops.For(Expression.Constant(0), Expression.Field(kept, nameof(CollectedRows<>.Count)), i => give(
                        Expression.Field(row, nameof(KeyedRow<,>.Row)),
                        Expression.ArrayAccess(Expression.Field(kept, nameof(CollectedRows<>.Rows)), i)), "k"));
            }, "n"));
    }

    private Expression Give(StageEmitter emitter, Expression outer, Expression inner, Func<Row, Expression> consume) =>
        emitter.Let(outer, left => emitter.Let(inner, right => emitter.Let(
            emitter.Call(this, template.Result, left, right), value => consume(new Row(value)))));
}
