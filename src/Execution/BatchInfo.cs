namespace Linq.Streaming;

/// <summary>What is known of a batch that has completed.</summary>
/// <param name="Id">The number of the batch: 1 for the first after the zero time.</param>
/// <param name="Time">The batch time, in UTC.</param>
/// <param name="Sources">What each source gave to the batch; a source without data at the batch is not among them.</param>
/// <param name="Watermarks">The watermark of each <c>WithEventTime</c>, in the order of the graph.</param>
/// <param name="Operators">What each operator that keeps state holds after the batch, in the order of the graph.</param>
public sealed record BatchInfo(
    long Id, DateTimeOffset Time, IReadOnlyList<SourceInfo> Sources, IReadOnlyList<WatermarkInfo> Watermarks, IReadOnlyList<StateInfo> Operators);
