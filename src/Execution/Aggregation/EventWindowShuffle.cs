using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;

namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Aggregation by tumbling window of event time.</summary>
internal sealed class EventWindowShuffle<TKey, TAccumulator>(
    Planning.Aggregates.Aggregation aggregation, ExpansionContext context, IOutputPolicy policy, long length, IWatermark watermark)
    : StatefulShuffle<TKey, TAccumulator>(context, policy)
{
    public override StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner) =>
        new WindowedPartialStage<TKey, TAccumulator>(name, tail, owner, aggregation, Partitions, length, watermark);

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
