namespace Linq.Streaming.Execution.Scattering;

/// <summary>What an aggregation reads of a row, on its way to the partition that owns the row's key. Public fields, for generated code.</summary>
internal struct ScatteredRow<TKey, TValues>
{
    public TKey Key;

    public TValues Values;

    /// <summary>The row's time as the number that it came as or, without one, in ticks; the start of its window where it carries one.</summary>
    public long Place;
}
