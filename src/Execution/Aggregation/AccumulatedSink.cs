namespace Linq.Streaming.Execution.Aggregation;

/// <summary>Takes rows into everything so far.</summary>
internal sealed class AccumulatedSink<TKey, TAccumulator> : StateSink<TKey, TAccumulator>
{
    public override void Reset()
    {
        base.Reset();
        Window = Merge.Store.Open(AccumulatedMerge<TKey, TAccumulator>.Everything);
        Table = Window.Table;
    }
}
