using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>Aggregation by windows of event time that each have accumulators of their own.</summary>
internal sealed class SeparateWindowShuffle<TKey, TAccumulator>(EventWindowAggregatedDStream template, ExpansionContext context, WatermarkGauge watermark)
    : EventWindowShuffle<TKey, TAccumulator>(template, context, watermark)
{
    private readonly EventWindowAggregatedDStream _template = template;
    private readonly WatermarkGauge _watermark = watermark;

    public override Type InputType => typeof(WindowMerge<TKey, TAccumulator>);

    protected override StateMerge<TKey, TAccumulator> CreateMerge(StableHasher<TKey> hash) =>
        new WindowMerge<TKey, TAccumulator>(hash, _template.Windows.Length, _watermark, _template.IsEarly);
}
