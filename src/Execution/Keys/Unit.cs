namespace Linq.Streaming.Execution.Keys;

/// <summary>The key of an aggregation without a key: all its values are equal.</summary>
internal readonly record struct Unit;
