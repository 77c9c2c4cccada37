using Linq.Streaming.Execution.EventTime;

namespace Linq.Streaming.Execution.Sessions;

/// <summary>One partition of sessions of which only the late rows are wanted.</summary>
internal sealed class LateSessionMerge<TKey, TRow>(long gap, WatermarkGauge watermark, NoContents<TRow> contents)
    : SessionMerge<TKey, RowChain<TRow>, ValueTuple>(gap, watermark, contents)
{
    /// <summary>The late rows of the batch, in the order in which they came.</summary>
    public ArrivedRows<TRow> Late;

    protected override void Begin() => Late = default;

    protected override void OnLate(ref PartialSession<RowChain<TRow>> partial)
    {
        base.OnLate(ref partial);
        Late.Add(partial.Value, partial.Rows, batch: 0);
    }

    protected override void Complete() => Late.Sort();
}
