using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>Aggregation by window of event time: rows by window, or pane, and key.</summary>
internal abstract class EventWindowShuffle<TKey, TAccumulator>(EventWindowAggregatedDStream template, ExpansionContext context, WatermarkGauge watermark)
    : StatefulShuffle<TKey, TAccumulator>(context)
{
    public override StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner) =>
        new WindowedPartialStage<TKey, TAccumulator>(name, tail, owner, template.Aggregation, Partitions, template.Windows, watermark);

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
