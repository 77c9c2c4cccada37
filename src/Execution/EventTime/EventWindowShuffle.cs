using Linq.Streaming.Execution.Aggregation;
using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.EventTime;

/// <summary>Aggregation by window of event time: rows by window, or pane, and key.</summary>
internal abstract class EventWindowShuffle<TKey, TAccumulator>(EventWindowAggregatedDStream template, ExpansionContext context, WatermarkGauge watermark)
    : StatefulShuffle<TKey, TAccumulator>(context)
{
    public override StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner)
    {
        var scattered = Scatter(tail, owner, template.Windows.Assignment == WindowAssignment.Carried);
        return EntrySource == EntrySource.Waiting
            ? new WindowedStateStage<TKey, TAccumulator>(
                name, Scattered ?? tail, owner, scattered?.Aggregation ?? template.Aggregation, template.Windows, watermark, MergeOf)
            : new WindowedPartialStage<TKey, TAccumulator>(name, tail, owner, template.Aggregation, Partitions, template.Windows, watermark);
    }

    protected override Planning.Aggregates.Aggregation Aggregation => template.Aggregation;

    // Early results need to know which groups a batch has touched in each window, and copies of a row go into several tables.
    protected override bool CanTakeRows => !template.IsEarly && template.Windows.Assignment != WindowAssignment.Copies;

    public override bool GivesWholeTables => !template.IsEarly;

    protected override void Distribute(StageSink sink)
    {
        if (sink is WindowedStateSink<TKey, TAccumulator> taken)
        {
            LateCount += taken.Late;
            foreach (var (pane, table) in taken.Waiting)
            {
                taken.Merge.Add(new(pane, Waiting: table));
            }

            return;
        }

        var windowed = (WindowedPartialSink<TKey, TAccumulator>)sink;
        LateCount += windowed.Late;
        foreach (var (window, partial) in windowed.Windows)
        {
            Distribute(window, partial);
        }
    }
}
