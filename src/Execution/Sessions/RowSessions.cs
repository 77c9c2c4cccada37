using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>Sessions that keep their rows.</summary>
internal sealed class RowSessions<TKey, TRow>(SessionAggregatedDStream template, ExpansionContext context, WatermarkGauge watermark)
    : SessionShuffle<TKey, RowChain<TRow>, ArrivedRows<TRow>>(context)
{
    public override Type InputType => typeof(AggregateSessionMerge<TKey, RowChain<TRow>, ArrivedRows<TRow>>);

    protected override SessionContents<RowChain<TRow>, ArrivedRows<TRow>> Contents { get; } = new RowContents<TRow>();

    public override StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner) =>
        new RowSessionStage<TKey, TRow>(name, tail, Partitions, template.Sessions.Gap.Ticks);

    protected override SessionMerge<TKey, RowChain<TRow>, ArrivedRows<TRow>> CreateMerge(int partition) =>
        new AggregateSessionMerge<TKey, RowChain<TRow>, ArrivedRows<TRow>>(partition, template.Sessions.Gap.Ticks, watermark, Contents, template.Sessions.IsEarly);
}
