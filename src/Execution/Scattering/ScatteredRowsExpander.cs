using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Blocks;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Rdds;
using Linq.Streaming.Planning.Aggregates;
using Linq.Streaming.Planning.Graph;
using Linq.Streaming.Planning.Logical;

namespace Linq.Streaming.Execution.Scattering;

/// <summary>Rows after they have been scattered by key, as their aggregation reads them.</summary>
internal abstract class ScatteredRowsExpander(DStream template) : StreamExpander(template)
{
    /// <summary>What the places of rows mean; null where they are ticks. Known once the stage before the shuffle has been emitted.</summary>
    public TimeScale? Scale { get; set; }

    /// <summary>The stage before the shuffle.</summary>
    public abstract StageTemplate Scatter { get; }

    /// <summary>The rows of a batch, of which the caller lets go.</summary>
    public abstract Rdd Of(Rdd rows);

    /// <summary>Rows of <paramref name="tail"/> for <paramref name="owner"/>, with what its aggregates read of them.</summary>
    public static ScatteredRowsExpander Of<TKey>(
        ScatteredAggregation aggregation, StreamExpander tail, StreamExpander owner, PartitionOfKey<TKey> partitions, bool isCarried)
    {
        Type[] types = [typeof(TKey), aggregation.ValuesType!];
        var template = new ScatteredDStream(tail.Template, aggregation.ValuesType!) { Id = owner.Template.Id, OperatorId = owner.Template.OperatorId };
        Func<ScatteredRowsExpander, StageTemplate> scatter = rows => (StageTemplate)Activator.CreateInstance(
            typeof(ScatterStage<,>).MakeGenericType(types), $"{template.OperatorId}.scatter", tail, owner, aggregation, partitions, isCarried, rows)!;
        return (ScatteredRowsExpander)Activator.CreateInstance(typeof(ScatteredRowsExpander<,>).MakeGenericType(types), template, partitions.Count, scatter)!;
    }

    protected override Rdd? Expand(BatchContext batch) => throw new InvalidOperationException("Scattered rows are no stream of the graph.");
}

/// <inheritdoc cref="ScatteredRowsExpander"/>
internal sealed class ScatteredRowsExpander<TKey, TValues>(DStream template, int partitions, Func<ScatteredRowsExpander, StageTemplate> scatter)
    : ScatteredRowsExpander(template)
{
    private StageTemplate? _scatter;

    public override StageTemplate Scatter => _scatter ??= scatter(this);

    public override Rdd Of(Rdd rows) => new ShuffledRdd(this, [new ShuffleDependency(rows, Scatter)], (written, _) => Read(written[0]));

    protected override Expression EmitRows(StageEmitter emitter, Func<Row, Expression> consume)
    {
        // What places mean, the stage before says.
        Scatter.Prepare();
        var blocks = emitter.Input(this, typeof(Block<ScatteredRow<TKey, TValues>>[]), "scattered");
        return BlockLoop.Over(emitter, blocks, stored =>
        {
            var place = Expression.Variable(typeof(long), "place");
            var time = Scale?.ToTicks(place) ?? place;
            return Expression.Block(
                typeof(void),
                [place],
                Expression.Assign(place, Expression.Field(stored, nameof(ScatteredRow<,>.Place))),
                consume(new Row(
                    Expression.Field(stored, nameof(ScatteredRow<,>.Values)),
                    time,
                    place,
                    Number: Scale is null ? null : new RowNumber(place, Scale),
                    Key: Expression.Field(stored, nameof(ScatteredRow<,>.Key)))));
        });
    }

    private object?[] Read(StageSink[] written)
    {
        var read = new object?[partitions];
        for (var partition = 0; partition < partitions; partition++)
        {
            var blocks = new Block<ScatteredRow<TKey, TValues>>[written.Length];
            for (var i = 0; i < blocks.Length; i++)
            {
                blocks[i] = ((ScatterSink<TKey, TValues>)written[i]).BlockFor(partition);
            }

            read[partition] = blocks;
        }

        return read;
    }
}
