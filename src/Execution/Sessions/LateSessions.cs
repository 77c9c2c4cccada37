using Linq.Streaming.Execution.Compilation;
using Linq.Streaming.Execution.EventTime;
using Linq.Streaming.Execution.Expansion;
using Linq.Streaming.Planning.Graph;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>Sessions of which only their ends are kept.</summary>
internal sealed class LateSessions<TKey, TRow>(LateSessionsDStream template, ExpansionContext context, WatermarkGauge watermark)
    : SessionShuffle<TKey, RowChain<TRow>, ValueTuple>(context)
{
    public override Type InputType => typeof(LateSessionMerge<TKey, TRow>);

    protected override NoContents<TRow> Contents { get; } = new();

    public override StageTemplate Stage(string name, StreamExpander tail, StreamExpander owner) =>
        new RowSessionStage<TKey, TRow>(name, tail, Partitions, template.Gap.Ticks);

    protected override SessionMerge<TKey, RowChain<TRow>, ValueTuple> CreateMerge(int partition) =>
        new LateSessionMerge<TKey, TRow>(template.Gap.Ticks, watermark, Contents);
}
