namespace Linq.Streaming;

/// <summary>How far a source can be read.</summary>
/// <param name="Until">The positions behind the last rows.</param>
/// <param name="IsEnd">Whether nothing will ever come behind them.</param>
public readonly record struct StreamAdvance(StreamOffsets Until, bool IsEnd = false);
