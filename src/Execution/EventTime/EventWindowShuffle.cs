using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Execution.Keys;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>Aggregation by window of event time.</summary>
internal class EventWindowShuffle<TKey, TAccumulator>(EventWindowAggregatedDStream template, ExpansionContext context, WatermarkGauge watermark)
    : StatefulShuffle<TKey, TAccumulator>(context)
{
    public override Type InputType => typeof(WindowMerge<TKey, TAccumulator>);

    public override StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner) =>
        new WindowedPartialStage<TKey, TAccumulator>(name, tail, owner, template.Aggregation, Partitions, template.Windows, watermark);

    protected override StateMerge<TKey, TAccumulator> CreateMerge(StableHasher<TKey> hash) =>
        new WindowMerge<TKey, TAccumulator>(hash, template.Windows.Length, watermark, template.IsEarly);

    protected override void Distribute(StageSink sink)
    {
        var windowed = (WindowedPartialSink<TKey, TAccumulator>)sink;
        LateCount += windowed.Late;
        foreach (var (window, partial) in windowed.Windows)
        {
            Distribute(window, partial);
        }
    }
}
