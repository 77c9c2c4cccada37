using System.Linq.Expressions;
using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Checkpointing.Parts;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Execution.Serialization;
using Linq.Streaming.Execution.Windows;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>Aggregation by overlapping windows of event time that share panes.</summary>
internal sealed class PaneShuffle<TKey, TAccumulator, TTotal>(EventWindowAggregatedDStream template, ExpansionContext context, WatermarkGauge watermark)
    : EventWindowShuffle<TKey, TAccumulator>(template, context, watermark)
    where TTotal : struct, IWindowTotal<TTotal, TAccumulator>
{
    private readonly EventWindowAggregatedDStream _template = template;
    private readonly WatermarkGauge _watermark = watermark;
    private readonly AccumulatorFunctions<TAccumulator> _functions = new(template.Aggregation);

    public override Type InputType => typeof(PaneMerge<TKey, TAccumulator, TTotal>);

    public override void Prepare() => _functions.Prepare();

    public override Expression OutputTable(Expression merge) => Expression.Property(merge, nameof(PaneMerge<,,>.Totals));

    public override Expression OutputAccumulator(Expression value) => Expression.Field(value, nameof(RunningTotal<>.Total));

    protected override StateMerge<TKey, TAccumulator> CreateMerge(StableHasher<TKey> hash) =>
        new PaneMerge<TKey, TAccumulator, TTotal>(hash, _template.Windows, _functions, _watermark);

    public override IEnumerable<StatePart> Parts(ValueCodecs codecs)
    {
        PaneMerge<TKey, TAccumulator, TTotal>[] merges = [.. Merges.Cast<PaneMerge<TKey, TAccumulator, TTotal>>()];
        return
        [
            .. base.Parts(codecs),
            new QueuePart<TKey, TAccumulator>("entered", [.. merges.Select(merge => merge.Total.Panes)], BatchVersions.OfTasks, Hash, codecs),
            new TablePart<TKey, TTotal>("totals", [.. merges.Select(merge => merge.Total.Kept)], BatchVersions.OfTasks, Hash, codecs),

            // Windows are given out by the watermark, so all partitions stand at the same one.
            new NumbersPart("position", _ => [merges.Max(merge => merge.Position)], saved => Array.ForEach(merges, merge => merge.Restore(saved[0]))),
        ];
    }
}
