namespace Linq.Streaming;

/// <summary>What a source gave to a batch.</summary>
/// <param name="Name">The name of the source.</param>
/// <param name="Count">The number of elements.</param>
public sealed record SourceInfo(string Name, long Count);
